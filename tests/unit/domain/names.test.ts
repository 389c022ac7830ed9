import { describe, expect, it } from 'vitest';
import { createNameOrders } from '../../../src/lib/domain/name-order';
import { isNameLike, normaliseName, parseNameCell, spacedName } from '../../../src/lib/domain/name';
import {
  createPinyinReader,
  homophoneKey,
  loadPinyinReader,
  readingOfKey
} from '../../../src/lib/domain/pinyin';

describe('names (DOMAIN H1-6)', () => {
  it.each([
    ['张　三', '张三'],
    ['欧阳 小 红', '欧阳小红'],
    ['买买提·艾力', '买买提·艾力'],
    ['买买提•艾力', '买买提·艾力'],
    ['买买提．艾力', '买买提·艾力'],
    ['买买提.艾力', '买买提·艾力'],
    ['买买提 · 艾力', '买买提·艾力'],
    ['Mary  Smith', 'Mary Smith'],
    ['𬭸龙', '𬭸龙']
  ])('%s → %s', (text, name) => {
    expect(normaliseName(text)).toBe(name);
  });

  it('(女) gives the sex and nothing else; other remarks are handed on', () => {
    expect(parseNameCell('王芳(女)')).toEqual({ people: [{ name: '王芳', sex: '2' }] });
    expect(parseNameCell('李四（已故）')).toEqual({
      people: [{ name: '李四', remark: '已故' }],
      doubt: 'remark'
    });
  });

  it('I12: several people, counted people and strange texts are asked', () => {
    expect(parseNameCell('李明/王丽')).toEqual({
      people: [{ name: '李明' }, { name: '王丽' }],
      doubt: 'several'
    });
    expect(parseNameCell('张三等12户').doubt).toBe('counted');
    expect(parseNameCell('全体台属(14人)').doubt).toBe('counted');
    expect(parseNameCell('12楼').doubt).toBe('strange');
  });

  it('rare characters outside the basic plane count once', () => {
    expect(isNameLike('䶮㛃')).toBe(true);
    expect(isNameLike('𬭸'.repeat(40))).toBe(true);
    expect(isNameLike('𬭸'.repeat(41))).toBe(false);
    expect(spacedName('𬭸龙')).toBe('𬭸　龙');
    expect(spacedName('买买提·艾力')).toBe('买买提·艾力');
  });
});

describe('pinyin (DOMAIN J "Name order")', () => {
  it.each([
    ['曾小红', 'zengxiaohong', 'zxh'],
    ['单田', 'shantian', 'st'],
    ['仇英', 'qiuying', 'qy'],
    ['区大明', 'oudaming', 'odm'],
    ['解丽', 'xieli', 'xl'],
    ['查良', 'zhaliang', 'zl'],
    ['任芳', 'renfang', 'rf'],
    ['朴花', 'piaohua', 'ph'],
    ['尉迟敬', 'yuchijing', 'ycj'],
    ['万俟文', 'moqiwen', 'mqw'],
    ['令狐冲', 'linghuchong', 'lhc'],
    ['吕绿', 'lvlv', 'll'],
    ['华乐', 'huale', 'hl']
  ])('%s is read %s', async (name, full, initials) => {
    const read = await loadPinyinReader();
    expect(read(name)).toMatchObject({ full, initials });
  });

  it('a character without a known reading stands for itself, dots are skipped', async () => {
    const read = await loadPinyinReader();
    expect(read('买买提·艾力').key).toBe('mai mai ti ai li');
    const unknown = createPinyinReader((text) => [...text])('王𬭸');
    expect(unknown).toEqual({ key: '王 𬭸', full: '王𬭸', initials: '王𬭸' });
  });

  it('a second reading of a surname follows, and sounds compare by the first', async () => {
    const read = await loadPinyinReader();
    expect(read('曾小红').key).toBe('zeng xiao hong|ceng xiao hong');
    expect(homophoneKey(read('曾小红').key)).toBe(homophoneKey(read('曾晓红').key));
    expect(homophoneKey(undefined)).toBe('');
    expect(readingOfKey('').initials).toBe('');
  });
});

describe('orders of names', () => {
  const row = (name: string, pinyinKey?: string) => ({ name, pinyinKey });

  it('姓氏笔画: 丁 (2) before 王 (4) before 曾 (12)', () => {
    const names = [row('曾一'), row('王一'), row('丁一')].sort(createNameOrders().stroke);
    expect(names.map(({ name }) => name)).toEqual(['丁一', '王一', '曾一']);
  });

  it('pinyin: 曾 under z, shorter syllables first, unread names last', () => {
    const names = [
      row('王𬭸'),
      row('曾小', 'zeng xiao|ceng xiao'),
      row('陈安安', 'chen an an'),
      row('陈安', 'chen an')
    ].sort(createNameOrders().pinyin);
    expect(names.map(({ name }) => name)).toEqual(['陈安', '陈安安', '曾小', '王𬭸']);
  });
});

/** The name cell (H1-6). Two people are never made of one cell unasked; a group like 张三等12户 is no person. */
import { parseNameCell, type NamedPerson } from '../../../domain/name';
import { isBlankMark, type CellReading } from './reading';

export interface NameReading {
  readonly reading: CellReading;
  /** Sex written in brackets after the name. */
  readonly sex?: '1' | '2';
}

export function readName(text: string): NameReading {
  if (text.trim() === '' || isBlankMark(text.trim())) return { reading: { type: 'empty' } };
  const cell = parseNameCell(text);
  const [first] = cell.people;
  if (!first) return { reading: { type: 'left-out', message: '读不出姓名，这一行没有导入' } };
  const sex = cell.people.length === 1 && first.sex ? { sex: first.sex } : {};
  return { reading: readingOf(text, cell.people, first, cell.doubt), ...sex };
}

function readingOf(
  text: string,
  people: readonly NamedPerson[],
  first: NamedPerson,
  doubt: ReturnType<typeof parseNameCell>['doubt']
): CellReading {
  const names = people.map((person) => person.name);
  const asSeen = text.replace(/\s+/g, '');
  switch (doubt) {
    case 'several':
      return {
        type: 'doubt',
        certain: asSeen,
        message: `一格里像有 ${names.length} 个人：${names.join('、')}，请确认是否拆开`,
        choices: [
          { label: `拆成 ${names.length} 人`, value: names },
          { label: '就是一个人', value: asSeen }
        ]
      };
    case 'counted':
      return { type: 'left-out', message: '写的是一批人或户，不是一个人，这一行没有导入' };
    case 'strange':
      return {
        type: 'doubt',
        certain: first.name,
        message: '不像姓名，先照原样导入，请核对',
        choices: [
          { label: '照原样', value: first.name },
          { label: '不导入这一行', value: null }
        ]
      };
    case 'remark':
      return {
        type: 'value',
        value: first.name,
        note: `姓名后写着“${first.remark ?? ''}”，已从姓名中去掉`
      };
    case undefined:
      return /[(（]/.test(text)
        ? { type: 'value', value: first.name, note: '姓名后的括号已去掉' }
        : { type: 'value', value: first.name };
  }
}

/** What one person of the register is to another (DOMAIN D2 Relation), short use of GB/T 4761. */
import { createCodeList } from '../code-list';

export const kinshipTerms = createCodeList('kinship', 'GB/T 4761', [
  { code: 'spouse', label: '配偶', aliases: ['丈夫', '妻子', '爱人'] },
  { code: 'child', label: '子女', aliases: ['儿子', '女儿'] },
  { code: 'parent', label: '父母', aliases: ['父亲', '母亲'] },
  { code: 'grandchild', label: '孙辈', aliases: ['孙子', '孙女', '外孙', '外孙女'] },
  { code: 'grandparent', label: '祖辈', aliases: ['祖父', '祖母', '外祖父', '外祖母'] },
  { code: 'sibling', label: '兄弟姐妹', aliases: ['哥哥', '弟弟', '姐姐', '妹妹'] },
  { code: 'inLaw', label: '姻亲', aliases: ['儿媳', '女婿', '公婆', '岳父母'] },
  { code: 'guardian', label: '监护人' },
  { code: 'carer', label: '照料人', aliases: ['保姆'] },
  { code: 'otherKin', label: '其他亲属', aliases: ['亲属', '家属'] },
  { code: 'neighbour', label: '邻居' },
  { code: 'friend', label: '朋友' }
]);

const inverse: Readonly<Record<string, string>> = {
  spouse: 'spouse',
  child: 'parent',
  parent: 'child',
  grandchild: 'grandparent',
  grandparent: 'grandchild',
  sibling: 'sibling',
  inLaw: 'inLaw',
  otherKin: 'otherKin',
  neighbour: 'neighbour',
  friend: 'friend'
};

/** The term seen from the other side; undefined where the list has no word for it (guardian, carer). */
export const inverseKinship = (code: string): string | undefined => inverse[code];

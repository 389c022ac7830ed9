/** The building that an address names: 和平里3号楼 of 和平里3号楼2单元501. The rest of the address is not kept. */

const numberOf =
  /(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[A-Za-z甲乙丙丁])(?:-\d{1,3})?\s*(?:号楼|[幢栋座])/g;
/** What stands before the estate: province to community, and a street with its number. */
const before = /^.*(?:省|市|县|镇|乡|街道|社区|村委会|(?<!小)区|[路街巷道]\d+号院?|[路街巷道])/;
const longest = 30;

/** Undefined where no building is named; a street number alone is none. */
export function readBuilding(address: string): string | undefined {
  const text = address.normalize('NFKC').replace(/\s+/g, '');
  const last = [...text.matchAll(numberOf)].pop();
  if (!last) return undefined;
  const estate = text.slice(0, last.index).replace(before, '');
  const name = `${estate}${last[0]}`;
  return name.length > longest ? last[0] : name;
}

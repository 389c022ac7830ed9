/** Which sheets of an .xlsx carry pictures, so that the report can say that they stay out. Nothing of a picture is read. */
import { decodeEntities } from './html-entities';
import { attributeOf, findTags } from './tags';
import type { ZipEntry } from './zip-parts';

type Parts = ReadonlyMap<string, Uint8Array>;

const textOf = (parts: Parts, name: string): string => {
  const part = parts.get(name);
  return part ? new TextDecoder().decode(part) : '';
};

export function sheetsWithPictures(
  parts: Parts,
  entries: readonly ZipEntry[]
): ReadonlySet<string> {
  const names = new Set<string>();
  if (!entries.some(({ name }) => name.startsWith('xl/media/'))) return names;
  const targets = new Map<string, string>();
  for (const { element, attributes } of findTags(textOf(parts, 'xl/_rels/workbook.xml.rels'))) {
    const [id, target] = [attributeOf(attributes, 'Id'), attributeOf(attributes, 'Target')];
    if (element === 'relationship' && id && target)
      targets.set(id, target.replace(/^\/?(xl\/)?/, ''));
  }
  for (const { element, attributes } of findTags(textOf(parts, 'xl/workbook.xml'))) {
    const [id, name] = [attributeOf(attributes, 'r:id'), attributeOf(attributes, 'name')];
    const target = element === 'sheet' && id ? targets.get(id) : undefined;
    if (target === undefined || name === undefined) continue;
    if (/<drawing\s/.test(textOf(parts, `xl/${target}`))) names.add(decodeEntities(name));
  }
  return names;
}

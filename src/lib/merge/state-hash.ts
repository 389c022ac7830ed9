/**
 * The digest of a record's merged content (SPEC 6), for the 核对码 of a scope. It covers survivors, texts and
 * deletion, never what a policy chose, and depends neither on order of arrival nor on Yjs's inner layout.
 */
import { utf8, type Bytes } from '../kernel/bytes';
import { canonicalJson } from '../kernel/json';
import { hashOfText } from './content-hash';
import type { FieldKey } from './field-key';
import type { FieldProjection, RecordProjection } from './project';

const contentVersion = 1;

/** Canonical bytes of the merged content (UTF-8 of one canonical JSON list): equal for equal sets of edits. */
export const canonicalContent = (projection: RecordProjection): Bytes =>
  utf8(contentText(projection));

function contentText(projection: RecordProjection): string {
  const { deletion, createdHlc, updatedHlc } = projection;
  const stamps = `${contentVersion},${JSON.stringify(deletion)},${createdHlc},${updatedHlc}`;
  const texts = [...projection.texts].sort(byName);
  let fields = '';
  for (const field of [...projection.fields].sort(byName))
    fields += (fields === '' ? '' : ',') + contentOfField(field);
  return `[${stamps},[${fields}],${JSON.stringify(texts)}]`;
}

/** SHA-256 of the canonical content: 32 bytes. */
export const stateHash = (projection: RecordProjection): Bytes =>
  hashOfText(contentText(projection));

/** Canonical as it stands, the values aside; text by text, as an import and a joiner write thousands. */
function contentOfField([key, { survivors }]: readonly [FieldKey, FieldProjection]): string {
  let all = '';
  for (const { slot, seq, hlc, value } of survivors)
    all += `${all === '' ? '' : ','}["${slot}",${seq},${hlc},${canonicalJson(value)}]`;
  return `["${key}",[${all}]]`;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

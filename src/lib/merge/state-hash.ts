/**
 * The digest of a record's merged content (SPEC 6), for the 核对码 of a scope. It covers survivors, texts and
 * deletion, never what a policy chose, and depends neither on order of arrival nor on Yjs's inner layout.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { BinaryWriter } from '../kernel/binary';
import type { Bytes } from '../kernel/bytes';
import { canonicalJson } from '../kernel/json';
import type { Deletion, FieldProjection, RecordProjection } from './project';

const contentVersion = 1;
const deletionCode = { alive: 0, deleted: 1, contested: 2 } as const satisfies Record<
  Deletion,
  number
>;

/** Canonical bytes of the merged content: equal for equal sets of edits. */
export function canonicalContent(projection: RecordProjection): Bytes {
  const fields = [...projection.fields].sort(byName);
  const texts = [...projection.texts].sort(byName);
  return new BinaryWriter()
    .uint(contentVersion)
    .u8(deletionCode[projection.deletion])
    .list(fields, (writer, [key, field]) => writeField(writer.text(key), field))
    .list(texts, (writer, [name, text]) => writer.text(name).text(text))
    .uint(projection.createdHlc)
    .uint(projection.updatedHlc)
    .finish();
}

/** SHA-256 of the canonical content: 32 bytes. */
export const stateHash = (projection: RecordProjection): Bytes =>
  sha256(canonicalContent(projection));

function writeField(writer: BinaryWriter, field: FieldProjection): void {
  writer.list(field.survivors, (inner, survivor) =>
    inner
      .text(survivor.slot)
      .uint(survivor.seq)
      .uint(survivor.hlc)
      .text(canonicalJson(survivor.value))
  );
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

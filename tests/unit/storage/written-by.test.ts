/** Who wrote what a field shows (domain/SPEC Metadata 6): told by the values themselves, whatever stamps and claims stand beside. */
import { describe, expect, it } from 'vitest';
import { deviceNameRecord } from '../../../src/lib/domain/device-name/record';
import type { Hlc } from '../../../src/lib/kernel/hlc';
import type { DeviceId, RecordId } from '../../../src/lib/kernel/ids';
import { edit, type FieldOp } from '../../../src/lib/merge/edit';
import { createWriterSlot } from '../../../src/lib/merge/field-key';
import { project } from '../../../src/lib/merge/project';
import { applyTrusted, openRecord } from '../../../src/lib/merge/record-doc';
import { createRow } from '../../../src/lib/storage/projector';

const id = 'ab'.repeat(16) as RecordId;

function createWriter(index: number, hlc: number) {
  const slot = createWriterSlot(index.toString(16).padStart(2, '0').repeat(16) as DeviceId, 1);
  const record = openRecord(id, 1_000 + index);
  const write = (op: FieldOp): Uint8Array => {
    const update = edit(record, slot, [op], () => hlc as Hlc);
    if (!update) throw new Error('something was written');
    return update;
  };
  return { slot, record, write };
}

describe('I4: a writer field', () => {
  it('names the writer of what shows, also behind an older stamp and against a stored claim', () => {
    const honest = createWriter(1, 5_000);
    const liar = createWriter(2, 1_000);
    const values = { device: 'cd'.repeat(16), name: '主任的电脑' };
    applyTrusted(liar.record, honest.write({ type: 'create', values }));
    liar.write({ type: 'set', key: 'namedBy', value: honest.slot });
    liar.write({ type: 'set', key: 'name', value: '假冒' });
    const projections = new Map([['general', project(liar.record)]] as const);
    const row = createRow({
      id,
      kind: 'deviceName',
      projections,
      definition: deviceNameRecord,
      isLocked: false
    });
    expect(row.values).toEqual({ ...values, name: '假冒', namedBy: liar.slot });
    // Control: the newest stamp of the record is another's, so that is no way to tell.
    expect(row.updatedBy).toBe(honest.slot);
  });
});

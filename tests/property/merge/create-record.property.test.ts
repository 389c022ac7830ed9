/** M2: a creation without a document is the creation with one, byte for byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hlc } from '../../../src/lib/kernel/hlc';
import type { DeviceId } from '../../../src/lib/kernel/ids';
import { fromUtf8 } from '../../../src/lib/kernel/bytes';
import { canonicalJson, type Json } from '../../../src/lib/kernel/json';
import {
  createRecord,
  isCreatedDoc,
  openMerged,
  projectMerged,
  readCreation,
  toRecordDoc
} from '../../../src/lib/merge/create-record';
import { edit } from '../../../src/lib/merge/edit';
import { admit } from '../../../src/lib/merge/admission';
import { defaultLimits } from '../../../src/lib/merge/admission-error';
import { createWriterSlot } from '../../../src/lib/merge/field-key';
import { project, type Policies } from '../../../src/lib/merge/project';
import { encodeState, noWriter, openRecord } from '../../../src/lib/merge/record-doc';
import { canonicalContent, stateHash } from '../../../src/lib/merge/state-hash';

const id = '0f'.repeat(16);
const key = fc
  .oneof(
    fc.constantFrom(
      'name',
      'sex',
      'constructor',
      'mobile/0123456789ab',
      'mobile/ba9876543210',
      'consented'
    ),
    fc.stringMatching(/^[a-z][A-Za-z0-9]{0,12}$/)
  )
  .filter((name) => name !== 'base' && name !== 'deleted');
const value = fc.letrec<{ any: Json }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.constantFrom(
      null,
      true,
      false,
      0,
      -0,
      1,
      -1,
      2 ** 31,
      -(2 ** 53) + 1,
      2 ** 53 - 1,
      0.5,
      1e300
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('张三', '\ud800', 'a\udc00b', '', '字'.repeat(3000)),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ maxLength: 6 }).filter((name) => name !== '__proto__'),
      tie('any'),
      {
        maxKeys: 4
      }
    )
  ) as fc.Arbitrary<Json>
})).any;

const creation = fc.record({
  values: fc.dictionary(key, value, { maxKeys: 30 }),
  clientId: fc.oneof(
    fc.constantFrom(1, 127, 128, 2 ** 32, 2 ** 48 - 1),
    fc.integer({ min: 1, max: 2 ** 48 - 1 })
  ),
  incarnation: fc.integer({ min: 1, max: 999_999_999 }),
  hlc: fc.integer({ min: 1, max: 2 ** 53 - 1 })
});

const policies: Policies = { consented: (survivors) => survivors.length, mobile: () => null };

describe('creations without a document', () => {
  it('M2: update, state, projection and digest equal those of a document', () => {
    fc.assert(
      fc.property(creation, ({ values, clientId, incarnation, hlc }) => {
        const slot = createWriterSlot('a1'.repeat(16) as DeviceId, incarnation);
        const stamp = hlc as Hlc;
        const doc = openRecord(id, clientId);
        const update = edit(doc, slot, [{ type: 'create', values }], () => stamp);
        const made = createRecord({ slot, clientId, values, hlc: stamp, policies });
        expect(made.update).toEqual(update);
        expect(made.update).toEqual(encodeState(doc));
        expect(made.projection).toEqual(project(doc, policies));
        const read = openRecord(id, noWriter, made.update);
        expect(project(read, policies)).toEqual(made.projection);
        expect(stateHash(made.projection)).toEqual(stateHash(project(read, policies)));
      }),
      { numRuns: 300 }
    );
  });

  it('M2: a state is read without a document where it is a creation, and in one where it is not', () => {
    fc.assert(
      fc.property(creation, ({ values, clientId, incarnation, hlc }) => {
        const slot = createWriterSlot('a1'.repeat(16) as DeviceId, incarnation);
        const doc = openRecord(id, clientId);
        const nextHlc = () => hlc as Hlc;
        edit(doc, slot, [{ type: 'create', values }], nextHlc);
        const created = openMerged(id, noWriter, encodeState(doc));
        expect(isCreatedDoc(created)).toBe(true);
        expect(projectMerged(created, policies)).toEqual(project(doc, policies));
        const opened = toRecordDoc(id, clientId, created);
        edit(opened, slot, [{ type: 'set', key: 'remark', value: 'x' }], nextHlc);
        const edited = openMerged(id, noWriter, encodeState(opened));
        expect(isCreatedDoc(edited)).toBe(false);
        expect(projectMerged(edited, policies)).toEqual(project(opened, policies));
      }),
      { numRuns: 100 }
    );
  });

  it('I5 M7: what is read as a creation would be written as these bytes and is admitted; most is', () => {
    const damage = fc.option(
      fc.record({ at: fc.nat(), lost: fc.nat({ max: 2 }), added: fc.uint8Array({ maxLength: 3 }) }),
      { freq: 1 }
    );
    let read = 0;
    fc.assert(
      fc.property(creation, damage, ({ values, clientId, incarnation, hlc }, change) => {
        const slot = createWriterSlot('a1'.repeat(16) as DeviceId, incarnation);
        const author = { slot, clientId };
        const honest = createRecord({ slot, clientId, values, hlc: hlc as Hlc, policies }).update;
        const { at, lost, added } = change ?? { at: 0, lost: 0, added: [] };
        const start = at % honest.length;
        const update = Uint8Array.of(
          ...honest.subarray(0, start),
          ...added,
          ...honest.subarray(start + lost)
        );
        const made = readCreation(update, author, defaultLimits);
        if (!made) return;
        read++;
        const { v, hlc: stamp } = made.base;
        const again = createRecord({ slot, clientId, values: v, hlc: stamp, policies });
        expect(again.update).toEqual(update);
        const verdict = admit(openRecord(id, noWriter), update, author);
        expect(verdict.ok && project(verdict.value, policies)).toEqual(again.projection);
      }),
      { numRuns: 1000 }
    );
    expect(read).toBeGreaterThan(200);
  });

  it('M6: the content of the digest is one canonical JSON list, whatever stands in the fields', () => {
    fc.assert(
      fc.property(creation, fc.string({ unit: 'grapheme' }), ({ values, hlc }, note) => {
        const slot = createWriterSlot('a1'.repeat(16) as DeviceId, 1);
        const doc = openRecord(id, 5);
        const ops = [
          { type: 'create', values },
          { type: 'text', key: 'notes', text: note }
        ] as const;
        edit(doc, slot, ops, () => hlc as Hlc);
        const projection = project(doc);
        const { deletion, createdHlc, updatedHlc } = projection;
        const fields = [...projection.fields].map(([name, { survivors }]) => [
          name,
          survivors.map((one) => [one.slot, one.seq, one.hlc, one.value])
        ]);
        const list = [1, deletion, createdHlc, updatedHlc, fields, [...projection.texts]] as Json;
        expect(fromUtf8(canonicalContent(projection))).toBe(canonicalJson(list));
      })
    );
  });

  it('M2: what an edit refuses is refused here, too', () => {
    const slot = createWriterSlot('a1'.repeat(16) as DeviceId, 1);
    const refused: readonly Readonly<Record<string, Json>>[] = [
      { base: 1 },
      { deleted: true },
      { 't/notes': 'x' },
      { 'a@b': 1 }
    ];
    for (const values of refused) {
      const make = () => createRecord({ slot, clientId: 5, values, hlc: 1 as Hlc, policies: {} });
      expect(make).toThrow(/not a field key/);
    }
    const make = (clientId: number) => () =>
      createRecord({ slot, clientId, values: {}, hlc: 1 as Hlc, policies: {} });
    expect(make(0)).toThrow(/client id/);
    expect(make(2 ** 48)).toThrow(/client id/);
  });
});

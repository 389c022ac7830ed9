/** Attacks on the long texts of the library, by a colleague's device that writes any bytes into their pieces. */
import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import type { TextPieceRow } from '../../../src/lib/domain/text-piece/record';
import { toBase64Url } from '../../../src/lib/kernel/bytes';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { createLogTexts } from '../../../src/lib/storage/texts/log-texts';
import type { RecordView, ViewChange } from '../../../src/lib/storage/types';

const id = (n: number): RecordId => n.toString(16).padStart(32, '0') as RecordId;
const material = id(1);

let rows = 0;

/** A piece that is a batch of its own. */
function piece(by: string, bytes: Uint8Array, more: Partial<TextPieceRow> = {}): TextPieceRow {
  const own = id(1000 + ++rows);
  const content = toBase64Url(bytes);
  return {
    id: own,
    kind: 'textPiece',
    values: { material, batch: own, form: 'update', index: 0, count: 1, content },
    conflicts: [],
    createdAt: rows,
    updatedAt: more.createdAt ?? rows,
    updatedBy: by,
    isDeleted: false,
    isLocked: false,
    ...more
  } as TextPieceRow;
}

/** What a client types into an empty text. */
function typed(client: number, text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getText('text').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

/** What the text shows after rows have arrived batch by batch. */
function textAfter(batches: readonly (readonly TextPieceRow[])[]): string {
  let present: readonly TextPieceRow[] = [];
  let tell: (change: ViewChange) => void = () => undefined;
  const view = {
    rows: () => present,
    onChange(listener: typeof tell) {
      tell = listener;
      return () => undefined;
    }
  };
  const log = createLogTexts(view as unknown as RecordView);
  for (const batch of batches) {
    present = [...present, ...batch];
    tell({ kinds: new Set(['textPiece']), ids: new Set(), source: 'remote' });
  }
  return log.text(material);
}

describe('attack: pieces of a text', () => {
  it("T10 I1 a liar's bytes under another's client end alike, whatever arrives first", () => {
    const honest = piece('甲', typed(7, '居民议事会'));
    const liar = piece('乙', typed(7, '假'));
    const orders = [[[honest], [liar]], [[liar], [honest]], [[honest, liar]], [[liar, honest]]];
    expect(new Set(orders.map(textAfter))).toEqual(new Set(['居民议事会']));
  });

  it('T7 nothing swallows what another will write under its clocks', () => {
    // One struct of client 7 that stands for collected content: length 1,000,000.
    const collected = Uint8Array.of(1, 1, 7, 0, 0, 0xc0, 0x84, 0x3d, 0);
    expect(Y.decodeUpdate(collected).structs[0]).toMatchObject({ length: 1_000_000 });
    const honest = piece('甲', typed(7, '居民议事会'));
    expect(textAfter([[piece('乙', collected)], [honest]])).toBe('居民议事会');
  });

  it('T7 bytes that Yjs stumbles over take no other text along', () => {
    const honest = [piece('甲', typed(7, '居民')), piece('丙', typed(9, '议事'))];
    const both = textAfter([honest]);
    const base = typed(11, '甲乙丙丁戊');
    const flip = fc.record({ at: fc.nat(base.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(flip, { minLength: 1, maxLength: 3 }), (flips) => {
        const bytes = base.slice();
        for (const { at, byte } of flips) bytes[at] = byte;
        const [first, second] = honest as [TextPieceRow, TextPieceRow];
        const text = textAfter([[first, piece('乙', bytes)], [second]]);
        for (const character of both) expect(text).toContain(character);
      }),
      { numRuns: 800 }
    );
    expect(both).toHaveLength(4);
  });

  it('T10 nobody completes or alters the batch of another', () => {
    const bytes = typed(7, '居民议事会');
    const honest = piece('甲', bytes);
    const { values } = honest;
    const other = piece('乙', typed(8, '假'), { createdAt: 0 as never });
    const twin = { ...other, values: { ...other.values, batch: values.batch } } as TextPieceRow;
    for (const order of [
      [[honest], [twin]],
      [[twin], [honest]]
    ]) {
      expect(textAfter(order)).toContain('居民议事会');
    }
    const changed = { ...honest, updatedBy: '乙', updatedAt: 9_999 } as unknown as TextPieceRow;
    expect(textAfter([[changed]])).toBe('');
  });
});

/** What the store of long texts does (storage/texts/SPEC.md), wherever its working copies lie. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import { createLogTexts } from '../../../src/lib/storage/texts/log-texts';
import { batchToChanges, splitBytes, splitText } from '../../../src/lib/storage/texts/pieces';
import type { RecordView } from '../../../src/lib/storage/types';
import { valueOf } from '../../factories/session';
import { createDesk, insert, rawCopy } from './desk';

const law = '第一条 议事会由居民组成，每月召开一次。\n';

export function describeTexts(environment: string): void {
  describe(`long texts with working copies in ${environment}`, () => {
    it('T1 what was typed is in the sealed log after a pause, and a wiped copy is rebuilt from it', async () => {
      const desk = await createDesk();
      const tab = await desk.open();
      unwrap(tab.edit(insert(0, '议事会每月召开。')));
      expect(valueOf(tab.state)).toEqual({ type: 'waiting' });
      expect(desk.logText()).toBe('');
      tab.waitIsOver();
      unwrap(await tab.flush());
      expect(valueOf(tab.state)).toEqual({ type: 'saved' });
      expect(desk.logText()).toBe('议事会每月召开。');
      await tab.close();
      await desk.wipeCopy();
      expect(await rawCopy(desk.copy)).toBe('');
      const again = await desk.open();
      expect(again.text.get()).toBe('议事会每月召开。');
      await again.close();
      expect(await rawCopy(desk.copy)).toContain('议事会');
      expect(desk.pieces()).toHaveLength(1);
    });

    it('T2 I8 killed between typing and sealing: the copy brings it back, and the log gets it', async () => {
      const desk = await createDesk();
      const tab = await desk.open();
      unwrap(tab.edit(insert(0, '第一稿。')));
      unwrap(await tab.flush());
      unwrap(tab.edit(insert(4, '还没有封存的话。')));
      await tab.kill();
      expect(desk.logText()).toBe('第一稿。');
      const again = await desk.open();
      expect(again.text.get()).toBe('第一稿。还没有封存的话。');
      unwrap(await again.flush());
      expect(desk.logText()).toBe('第一稿。还没有封存的话。');
      const written = desk.pieces().length;
      await again.close();
      await (await desk.open()).close();
      expect(desk.pieces()).toHaveLength(written);
    });

    it('T3 two tabs type at once, see each other’s cursors, and the log has both', async () => {
      const desk = await createDesk();
      const one = await desk.open();
      unwrap(one.edit(insert(0, '议事会每月召开。')));
      const two = await desk.open();
      expect(two.text.get()).toBe('议事会每月召开。');
      two.setCursor(3, 3);
      expect(valueOf(one.cursors)).toMatchObject([{ start: 3, end: 3 }]);
      unwrap(one.edit(insert(0, '和风里')));
      expect(valueOf(one.cursors)).toMatchObject([{ start: 6, end: 6 }]);
      unwrap(two.edit(insert(6, '由居民')));
      expect(one.text.get()).toBe('和风里议事会由居民每月召开。');
      one.undo();
      expect(two.text.get()).toBe('由居民');
      one.redo();
      two.leave();
      expect(valueOf(one.cursors)).toEqual([]);
      two.setCursor(1, 1);
      expect(valueOf(one.cursors)).toHaveLength(1);
      await two.close();
      expect(valueOf(one.cursors)).toEqual([]);
      await one.close();
      expect(desk.logText()).toBe('和风里议事会由居民每月召开。');
    });

    it('T4 I1 two devices write offline and meet: both have both, in one order', async () => {
      const [here, there] = [await createDesk(1), await createDesk(2)];
      const tabHere = await here.open();
      unwrap(tabHere.edit(insert(0, law)));
      unwrap(await tabHere.flush());
      const seen = here.pieces();
      const tabThere = await there.open(
        joinedView(there.session.replica.view, seen),
        here.material
      );
      unwrap(tabThere.edit(insert(law.length, '第二条 会前公布议题。\n')));
      unwrap(await tabThere.flush());
      unwrap(tabHere.edit(insert(0, '和风里议事办法\n')));
      unwrap(await tabHere.flush());
      const both = [...here.pieces(), ...there.pieces()];
      const texts = [both, [...both].reverse(), [...both, ...both]].map((rows) =>
        createLogTexts(joinedView(undefined, rows)).text(here.material)
      );
      expect(new Set(texts)).toEqual(new Set([`和风里议事办法\n${law}第二条 会前公布议题。\n`]));
      await tabHere.close();
      await tabThere.close();
    });

    it('T5 a law of 100,000 characters travels in pieces that merge accepts, and one more is refused', async () => {
      const desk = await createDesk();
      const tab = await desk.open();
      const text = law.repeat(5_000).slice(0, 100_000);
      unwrap(tab.edit(insert(0, text)));
      expect(tab.edit(insert(5, '多'))).toEqual({
        ok: false,
        error: { type: 'too-long', limit: 100_000 }
      });
      unwrap(await tab.flush());
      expect(desk.pieces().length).toBeGreaterThan(10);
      for (const { values } of desk.pieces()) {
        expect(values.content?.length).toBeLessThanOrEqual(12_000);
      }
      expect(desk.logText()).toBe(text);
      await tab.close();
      const reopened = await desk.session.reopen();
      expect(createLogTexts(reopened.view).text(desk.material)).toBe(text);
    });

    it('T6 I9 a name of the register is refused before it is written anywhere', async () => {
      const desk = await createDesk();
      desk.register(['甄小满', '文明']);
      const tab = await desk.open();
      unwrap(tab.edit(insert(0, '联系人：甄小')));
      for (const edit of [insert(7, '满'), insert(7, ' 满'), insert(0, '请甄 小满来')]) {
        expect(tab.edit(edit)).toEqual({ ok: false, error: { type: 'names', names: ['甄小满'] } });
      }
      expect(tab.text.get()).toBe('联系人：甄小');
      await tab.close();
      const raw = await rawCopy(desk.copy);
      expect(raw).toContain('联系人');
      expect(raw).not.toContain('满');
      expect(desk.logText()).not.toContain('满');
    });

    it('T6 I9 a text that names someone has no working copy; what an older copy held is kept first', async () => {
      const desk = await createDesk();
      const tab = await desk.open();
      unwrap(tab.edit(insert(0, '表扬甄小满。')));
      unwrap(await tab.flush());
      unwrap(tab.edit(insert(6, '未封存。')));
      await tab.kill();
      expect(await rawCopy(desk.copy)).toContain('甄小满');
      desk.register(['甄小满']);
      const again = await desk.open();
      expect(again.namesInside).toEqual(['甄小满']);
      expect(again.text.get()).toBe('表扬甄小满。未封存。');
      unwrap(again.edit(insert(10, '修改标点。')));
      unwrap(await again.flush());
      expect(desk.logText()).toBe('表扬甄小满。未封存。修改标点。');
      expect(await rawCopy(desk.copy)).toBe('');
      await again.close();
    });

    it('T7 I5 pieces that are no text of ours change nothing', async () => {
      const desk = await createDesk();
      const tab = await desk.open();
      unwrap(tab.edit(insert(0, '议事。')));
      unwrap(await tab.flush());
      const { replica } = desk.session;
      const { material } = desk;
      const hostile = [
        ['AAAA'],
        ['不是字节'],
        splitBytes(new Uint8Array([1, 1, 1, 0, 40, 1, 1, 114, 1, 120, 1, 125, 5, 0])),
        splitBytes(new Uint8Array(300).fill(255))
      ];
      for (const pieces of hostile) {
        const batch = { material, id: desk.newId(), form: 'update', pieces } as const;
        unwrap(await replica.commit(batchToChanges(batch, desk.newId)));
      }
      const crooked = { material, batch: desk.newId(), form: 'update', content: 'AAAA' };
      for (const place of [
        { index: 1, count: 1 },
        { index: 0, count: 999 },
        { index: -1, count: 1 }
      ]) {
        const values = { ...crooked, ...place };
        unwrap(
          await replica.commit([{ type: 'create', kind: 'textPiece', id: desk.newId(), values }])
        );
      }
      expect(tab.text.get()).toBe('议事。');
      expect(desk.logText()).toBe('议事。');
      await tab.close();
    });

    it('T8 a failed commit says so, keeps the text, and the next one brings all of it', async () => {
      const desk = await createDesk();
      const tab = await desk.open();
      desk.failWith({ type: 'quota' });
      unwrap(tab.edit(insert(0, '没有地方了。')));
      expect(await tab.flush()).toEqual({ ok: false, error: { type: 'quota' } });
      expect(valueOf(tab.state)).toMatchObject({ type: 'failed' });
      desk.failWith(undefined);
      unwrap(tab.edit(insert(6, '又有了。')));
      unwrap(await tab.flush());
      expect(valueOf(tab.state)).toEqual({ type: 'saved' });
      expect(desk.logText()).toBe('没有地方了。又有了。');
      await tab.close();
    });

    it('T9 a version is whole or not there, whatever its length and characters', async () => {
      const desk = await createDesk();
      const text = '𠮷"\n'.repeat(5_000);
      const id = desk.newId();
      const pieces = splitText(text);
      expect(pieces.join('')).toBe(text);
      expect(pieces.every((piece) => !/[\ud800-\udbff]$/.test(piece))).toBe(true);
      const changes = batchToChanges(
        { material: desk.material, id, form: 'version', pieces },
        desk.newId
      );
      const { replica } = desk.session;
      unwrap(await replica.commit(changes.slice(1)));
      expect(createLogTexts(replica.view).versionText(id)).toBeUndefined();
      unwrap(await replica.commit(changes.slice(0, 1)));
      expect(createLogTexts(replica.view).versionText(id)).toBe(text);
      expect(splitText('')).toEqual(['']);
    });
  });
}

/** A view of rows that came from elsewhere beside a device's own. */
function joinedView(own: RecordView | undefined, rows: readonly unknown[]): RecordView {
  return {
    isOpen: () => true,
    readingYear: () => undefined,
    rows: (kind) =>
      [...(own?.rows(kind) ?? []), ...(kind === 'textPiece' ? rows : [])] as ReturnType<
        RecordView['rows']
      >,
    row: (kind, id) => own?.row(kind, id),
    searchKey: () => undefined,
    onChange: (listener) => own?.onChange(listener) ?? (() => undefined)
  };
}

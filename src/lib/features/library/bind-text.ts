/**
 * Joins a textarea with an open text: what is typed goes in as the smallest edit, what others type appears without
 * moving the own caret. While an input method composes nothing is taken, so that half-typed pinyin stays out.
 */
import type { EditRefusal, OpenText, TextEdit } from '../../app/library/types';

/** The one edit that makes `after` of `before`; no surrogate pair is parted. */
export function editBetween(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  if (/[\ud800-\udbff]/.test(before.charAt(start - 1))) start -= 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end += 1;
  }
  if (/[\udc00-\udfff]/.test(before.charAt(before.length - end))) end -= 1;
  return {
    at: start,
    deleted: before.length - start - end,
    inserted: after.slice(start, after.length - end)
  };
}

/** Where an offset stands after an edit by someone else. */
export function movedBy(offset: number, edit: TextEdit): number {
  if (offset <= edit.at) return offset;
  const end = edit.at + edit.deleted;
  return offset >= end ? offset - edit.deleted + edit.inserted.length : edit.at;
}

export interface Refused {
  readonly edit: TextEdit;
  readonly refusal: EditRefusal;
}

export const bindText =
  (text: OpenText, onrefused: (refused: Refused) => void) =>
  (area: HTMLTextAreaElement): (() => void) => {
    let isComposing = false;

    function show(next: string): void {
      if (isComposing || area.value === next) return;
      const edit = editBetween(area.value, next);
      const { selectionStart, selectionEnd } = area;
      area.value = next;
      area.setSelectionRange(movedBy(selectionStart, edit), movedBy(selectionEnd, edit));
    }

    function take(): void {
      if (isComposing || area.value === text.text.get()) return;
      const edit = editBetween(text.text.get(), area.value);
      const written = text.edit(edit);
      if (written.ok) return point();
      show(text.text.get());
      onrefused({ edit, refusal: written.error });
    }

    function point(): void {
      text.setCursor(area.selectionStart, area.selectionEnd);
    }

    const listeners: Readonly<Record<string, (event: Event) => void>> = {
      input: take,
      compositionstart: () => (isComposing = true),
      compositionend: () => {
        isComposing = false;
        take();
      },
      select: point,
      keyup: point,
      pointerup: point,
      // The browser's own undo knows nothing of what others typed.
      beforeinput(event) {
        const kind = (event as InputEvent).inputType;
        if (kind !== 'historyUndo' && kind !== 'historyRedo') return;
        event.preventDefault();
        if (kind === 'historyUndo') text.undo();
        else text.redo();
      },
      keydown(event) {
        const { key, ctrlKey, metaKey, shiftKey } = event as KeyboardEvent;
        if (!(ctrlKey || metaKey) || !/^[zy]$/i.test(key)) return;
        event.preventDefault();
        if (shiftKey || key.toLowerCase() === 'y') text.redo();
        else text.undo();
      }
    };
    for (const [type, listener] of Object.entries(listeners)) area.addEventListener(type, listener);
    const stop = text.text.watch(show, () => undefined);
    return () => {
      stop();
      for (const [type, listener] of Object.entries(listeners)) {
        area.removeEventListener(type, listener);
      }
    };
  };

/**
 * The same text in several tabs of one profile: changes and cursors go from tab to tab as they are typed, before
 * they are committed. Only tabs of one origin hear each other; nothing goes over a network (I15).
 */
import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates
} from 'y-protocols/awareness';
import * as Y from 'yjs';
import { mergeUpdate, rootOf, type TextDoc } from './text-doc';

/** Where a text's messages go; a BroadcastChannel in the app. */
export interface TextChannel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  close(): void;
}

export interface TextCursor {
  /** Of the other tab's document. */
  readonly client: number;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface TabLink {
  setCursor(start: number, end: number): void;
  /** Takes the own cursor back until it is set again. */
  hideCursor(): void;
  cursors(): readonly TextCursor[];
  /** Called when another tab's cursor moved, came or went. */
  onCursors(listener: () => void): void;
  close(): void;
}

/** Origin of what came from another tab. */
export const fromTab = Symbol('tab');

type Message =
  | { readonly type: 'hello'; readonly have: Uint8Array }
  | { readonly type: 'update' | 'cursors'; readonly bytes: Uint8Array };

function parseMessage(message: unknown): Message | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, have, bytes } = message as Record<string, unknown>;
  if (type === 'hello' && have instanceof Uint8Array) return { type, have };
  if ((type === 'update' || type === 'cursors') && bytes instanceof Uint8Array) {
    return { type, bytes };
  }
  return undefined;
}

export function linkTabs(doc: TextDoc, channel: TextChannel, name: string): TabLink {
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const post = (message: Message): void => channel.post(message);
  const sendMine = (): void => {
    post({ type: 'cursors', bytes: encodeAwarenessUpdate(awareness, [doc.clientID]) });
  };

  const onUpdate = (bytes: Uint8Array, origin: unknown): void => {
    if (origin !== fromTab) post({ type: 'update', bytes });
  };
  doc.on('update', onUpdate);
  awareness.on('update', (_: unknown, origin: unknown) => {
    if (origin === 'local') sendMine();
  });

  channel.onMessage((received) => {
    const message = parseMessage(received);
    if (message?.type === 'hello') {
      post({ type: 'update', bytes: Y.encodeStateAsUpdate(doc, message.have) });
      if (awareness.getLocalState() !== null) sendMine();
    } else if (message?.type === 'update') mergeUpdate(doc, message.bytes, fromTab);
    else if (message) applyAwarenessUpdate(awareness, message.bytes, fromTab);
  });
  post({ type: 'hello', have: Y.encodeStateVector(doc) });

  const offsetOf = (position: unknown): number | undefined => {
    const relative = Y.createRelativePositionFromJSON(position);
    return Y.createAbsolutePositionFromRelativePosition(relative, doc)?.index;
  };

  return {
    setCursor(start, end) {
      const text = rootOf(doc);
      const at = (offset: number): unknown =>
        Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, offset));
      awareness.setLocalState({ name, start: at(start), end: at(end) });
    },
    hideCursor: () => awareness.setLocalState(null),
    cursors: () =>
      [...awareness.getStates()].flatMap(([client, state]) => {
        if (client === doc.clientID) return [];
        const start = offsetOf(state['start']);
        const end = offsetOf(state['end']);
        if (start === undefined || end === undefined) return [];
        return [{ client, name: String(state['name'] ?? ''), start, end }];
      }),
    onCursors(listener) {
      awareness.on('change', listener);
    },
    close() {
      removeAwarenessStates(awareness, [doc.clientID], 'local');
      doc.off('update', onUpdate);
      awareness.destroy();
      channel.close();
    }
  };
}

/** SHA-256 of canonical texts. */
import { sha256 } from '@noble/hashes/sha2.js';
import { passingUtf8, type Bytes } from '../kernel/bytes';

type HashState = ReturnType<typeof sha256.create>;
/** One state to begin with, and one that works: a joiner hashes every record, and new memory costs more than the hash. */
let states: { readonly fresh: HashState; readonly work: HashState } | undefined;
const result = new Uint8Array(32);

/** 32 bytes of the UTF-8 form. */
export function hashOfText(text: string): Bytes {
  states ??= { fresh: sha256.create(), work: sha256.create() };
  states.fresh._cloneInto(states.work);
  states.work.update(passingUtf8(text)).digestInto(result);
  return result.slice();
}

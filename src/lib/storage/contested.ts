/**
 * Parts that an order of erasure took away which turned out void (DESIGN 5): what is absent here is asked for again, and what
 * others may lack is told to whoever writes them a file.
 */
import type { Contested } from '../log/protocol/log-port';
import type { WantedChain } from '../log/protocol/messages';
import { loadState, type Core } from './core';
import { chainOfName } from './slot';

export async function readContested(core: Core): Promise<Contested> {
  const absent: WantedChain[] = [];
  const held: WantedChain[] = [];
  for (const id of core.members.resolved.formerlyErased) {
    const touches = (await loadState(core, id))?.touches ?? [];
    for (const touch of touches) {
      for await (const { header, parts } of core.log.read(touch, touch.seq, touch.seq)) {
        const { seq } = header;
        const run = { ...chainOfName(touch), from: seq, to: seq, branches: false };
        const at = header.parts.findIndex(({ recordId }) => recordId === id);
        (parts[at] === null ? absent : held).push(run);
      }
    }
  }
  return { absent, held };
}

/**
 * The frame under which a request and its answer travel: a carrier of its own, key and routing tag derived from the
 * seed. Whoever has no link sees a tag, sizes and nothing else, and can't tell it from a space's traffic.
 */
import { BinaryWriter } from '../../kernel/binary';
import type { Bytes } from '../../kernel/bytes';
import type { Random } from '../../kernel/environment';
import type { SpaceId } from '../../kernel/ids';
import { err, type Result } from '../../kernel/result';
import { derive, importDerivationKey } from '../../crypto/hkdf';
import { carriedType, createCarrier, type Carrier, type CarrierFault } from '../carrier';
import { writeId } from '../ids';
import { decodeJoinMessage, encodeJoinMessage, type JoinMessage } from './join-message';

export interface JoinCarrier {
  /** Routing tag, hex. */
  readonly tag: string;
  seal(message: JoinMessage, random: Random): Promise<Bytes>;
  open(frame: Bytes): Promise<Result<JoinMessage, CarrierFault>>;
}

export async function createJoinCarrier(spaceId: SpaceId, seed: Bytes): Promise<JoinCarrier> {
  const info = new BinaryWriter().text('tongxinbu/1/join-carrier');
  writeId(info, spaceId);
  const base = await importDerivationKey(seed);
  const secret = await derive(base, new Uint8Array(0), info.finish(), 32);
  const carrier: Carrier = await createCarrier({ secret });
  return {
    tag: carrier.tag,
    seal: (message, random) => carrier.seal(carriedType.join, encodeJoinMessage(message), random),
    async open(frame) {
      const opened = await carrier.open(frame);
      if (!opened.ok) return opened;
      if (opened.value.type !== carriedType.join) return err({ type: 'damaged' });
      const message = decodeJoinMessage(opened.value.content);
      return message.ok ? message : err({ type: 'damaged' });
    }
  };
}

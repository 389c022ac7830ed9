/** A desk on which colleagues leave receipts and sync files for each other. */
import { concatBytes, type Bytes } from '../../../src/lib/kernel/bytes';
import type { LogPort } from '../../../src/lib/log/protocol/log-port';
import {
  readReceipt,
  readSyncFile,
  smallestPart,
  writeReceipt,
  writeSyncFiles,
  type ImportOutcome,
  type Receipt
} from '../../../src/lib/transports/bundle';
import type { Fault, StoredRun, Way, WayDevice, WayParty } from './way';

export async function collect(chunks: AsyncIterable<Bytes>): Promise<Bytes> {
  const all: Bytes[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return concatBytes(...all);
}

export function depsOf(party: WayParty, device: WayDevice) {
  return { clock: device.clock, random: party.random };
}

/** Every part of a sync file. */
export async function writeParts(
  party: WayParty,
  device: WayDevice,
  receipt: Receipt | null,
  maxBytes = smallestPart
): Promise<Bytes[]> {
  const parts: Bytes[] = [];
  const writer = await writeSyncFiles(device.port, depsOf(party, device), { receipt, maxBytes });
  if (!writer) return [];
  for await (const { chunks } of writer) parts.push(await collect(chunks));
  return parts;
}

/** A file in chunks, as a browser reads it. */
export function* inChunks(file: Bytes, size = 10_000): Generator<Bytes> {
  for (let at = 0; at < file.length; at += size) yield file.slice(at, at + size);
}

export const importFile = (device: WayDevice, file: Bytes): Promise<ImportOutcome> =>
  readSyncFile(device.port, inChunks(file));

interface Desk {
  /** By who wrote it. */
  receipts: Map<string, Bytes>;
  files: Bytes[];
}

export const bundleWay: Way = {
  name: '文件 bundle',
  async open(party): Promise<StoredRun> {
    let desk: Desk = { receipts: new Map(), files: [] };
    let fault: Fault | undefined;
    const taken = new Map<LogPort, Set<Bytes>>();
    const pass = (bytes: Bytes): Bytes | null => (fault ? fault(bytes) : bytes);
    return {
      async visit(device) {
        const known = taken.get(device.port) ?? new Set();
        taken.set(device.port, known);
        for (const file of desk.files) {
          const read = known.has(file) ? null : pass(file);
          const outcome = read && (await importFile(device, read));
          // Nobody takes the same file twice for the fun of it; what waits may need it again.
          if (outcome && !outcome.fault && !outcome.waiting && !fault) known.add(file);
        }
        const receipt = await writeReceipt(device.port, depsOf(party, device));
        if (receipt) desk.receipts.set(device.name, receipt);
        for (const [name, frame] of desk.receipts) {
          const read = name === device.name ? null : pass(frame);
          if (!read) continue;
          const receiptRead = await readReceipt(device.port, read);
          // Who is not known yet gets everything, as whoever asks for the first time does.
          if (!receiptRead.ok && receiptRead.error.type !== 'not-trusted') continue;
          const asked = receiptRead.ok ? receiptRead.value : null;
          desk.files.push(...(await writeParts(party, device, asked)));
        }
        desk.files = desk.files.slice(-12);
      },
      setFault: (next) => (fault = next),
      seen: async () => [...desk.files, ...desk.receipts.values()],
      image: async () => ({ receipts: new Map(desk.receipts), files: [...desk.files] }),
      async putBack(image) {
        const { receipts, files } = image as Desk;
        desk = { receipts: new Map(receipts), files: [...files] };
      },
      async wipe() {
        desk = { receipts: new Map(), files: [] };
      },
      async shake(random) {
        desk.files = desk.files.filter(() => random.chance(0.7)).reverse();
        for (const name of [...desk.receipts.keys()])
          if (random.chance(0.3)) desk.receipts.delete(name);
      },
      close: async () => undefined
    };
  }
};

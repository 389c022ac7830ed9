/** Bytes that a relay carries and keeps per change: real replicas over a medium that counts. */
import { createMemoryMedium } from '../tests/contract/transports/memory-medium';
import { createVisitor } from '../tests/contract/transports/object-run';
import { createParty } from '../tests/contract/transports/party';

export interface Load {
  readonly changes: number;
  /** Of the device that made the change, index and folding included. */
  readonly writtenPerChange: number;
  /** Of each other device. */
  readonly readPerChange: number;
  /** What lies there in the end. */
  readonly storedPerChange: number;
  readonly objects: number;
}

export async function measureLoad(devices: number, changesEach: number): Promise<Load> {
  const party = await createParty(1, devices);
  const medium = createMemoryMedium({ reusesNames: true, acknowledgeMs: 600_000 });
  const visit = createVisitor(party.random, () => medium);
  for (const device of party.devices) await visit(device);
  const before = sizeOf(medium.objects);
  let [written, read] = [0, 0];
  for (let i = 0; i < changesEach; i++) {
    for (const writer of party.devices) {
      const known = writer.replica.view.rows('person');
      if (i % 3 === 0 || known.length === 0) await writer.write(1);
      else await writer.rename(party.random.pick(known).id, `名${i}`);
      for (const device of [writer, ...party.devices.filter((one) => one !== writer)]) {
        const report = await visit(device);
        if (device === writer) written += report.bytesWritten;
        else {
          written += report.bytesWritten;
          read += report.bytesRead;
        }
      }
    }
  }
  const changes = devices * changesEach;
  return {
    changes,
    writtenPerChange: written / changes,
    readPerChange: read / changes / (devices - 1),
    storedPerChange: (sizeOf(medium.objects) - before) / changes,
    objects: medium.objects.size
  };
}

const sizeOf = (objects: ReadonlyMap<string, { readonly bytes: Uint8Array }>): number =>
  [...objects.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);

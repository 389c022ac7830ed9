/** What tests of forks do with visits on the devices of a party (contract/transports/party.ts). */
import type { RecordId } from '../../src/lib/kernel/ids';
import { unwrap } from '../../src/lib/kernel/result';
import type { RecordChange } from '../../src/lib/storage/types';
import type { PartyDevice } from '../contract/transports/party';

export async function give(from: PartyDevice, to: PartyDevice): Promise<void> {
  unwrap(await to.replica.ingest(await from.replica.since(await to.replica.frontier())));
}

/** A second after what the device did before. */
export async function save(device: PartyDevice, change: RecordChange): Promise<void> {
  device.clock.advance(1000);
  unwrap(await device.replica.commit([change]));
}

export const createVisit = (device: PartyDevice, id: RecordId, values: object): Promise<void> =>
  save(device, { type: 'create', kind: 'visit', id, values: { ...values } });

export const setVisit = (device: PartyDevice, id: RecordId, values: object): Promise<void> =>
  save(device, { type: 'set', kind: 'visit', id, values: { ...values } });

/** As it is shown; empty where it is not here. */
export const visitOf = ({ replica }: PartyDevice, id: RecordId): Record<string, unknown> => ({
  ...replica.view.rows('visit').find((row) => row.id === id)?.values
});

/** Random 16-byte ids, written as 32 lower-case hex digits. They carry no meaning and may stand in clear. */
import type { Brand } from './brand';
import { toHex } from './bytes';
import type { Random } from './environment';

export type SpaceId = Brand<string, 'SpaceId'>;
export type DeviceId = Brand<string, 'DeviceId'>;
export type RecordId = Brand<string, 'RecordId'>;
export type SlotId = Brand<string, 'SlotId'>;

const idPattern = /^[0-9a-f]{32}$/;

const isId = (text: unknown): text is string => typeof text === 'string' && idPattern.test(text);
export const isRecordId = (text: unknown): text is RecordId => isId(text);
export const isSpaceId = (text: unknown): text is SpaceId => isId(text);
export const isDeviceId = (text: unknown): text is DeviceId => isId(text);

const createId = (random: Random): string => toHex(random.bytes(16));
export const createRecordId = (random: Random): RecordId => createId(random) as RecordId;
export const createDeviceId = (random: Random): DeviceId => createId(random) as DeviceId;
export const createSlotId = (random: Random): SlotId => createId(random) as SlotId;

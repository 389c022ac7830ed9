/** How a meeting that did not come off is told. */
import type { MeetingFault } from '../../state/direct-meeting.svelte';
import { directWords } from '../../text/sync';

/** Where a meeting is held: 同步, 成员与设备 of who lets in, or the page of who waits. */
export type DirectPlace = 'sync' | 'members' | 'waiting';

export function directFaultWords(fault: MeetingFault, place: DirectPlace): string {
  const { faults, guestFaults } = directWords;
  if (fault.type === 'wrong-kind') return faults[`wrong-kind-${fault.expected}`];
  const own: Readonly<Partial<Record<string, string>>> = place === 'waiting' ? guestFaults : {};
  return own[fault.type] ?? faults[fault.type];
}

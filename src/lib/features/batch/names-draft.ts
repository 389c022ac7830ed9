/** What a half-made list of people keeps: who is chosen, which names are still to be looked at, what isn't taken yet. */
import { isRecordId, type RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';

export interface NamesDraft {
  readonly chosen: readonly RecordId[];
  /** Doubtful and unknown names as they were written, a line each. */
  readonly open: string;
  /** In the field, not taken yet. */
  readonly pasted: string;
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** A stored draft of any version; anything but an object is none. */
export function parseNamesDraft(stored: Json | undefined): NamesDraft | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined;
  const { chosen, open, pasted } = stored as Readonly<Record<string, Json>>;
  return {
    chosen: Array.isArray(chosen) ? chosen.filter(isRecordId) : [],
    open: textOf(open),
    pasted: textOf(pasted)
  };
}

export const namesDraft = ({
  chosen,
  open,
  pasted
}: NamesDraft): Readonly<Record<string, Json>> => ({
  chosen: [...chosen],
  open,
  pasted
});

export const isBlankList = ({ chosen, open, pasted }: NamesDraft): boolean =>
  chosen.length === 0 && open === '' && pasted.trim() === '';

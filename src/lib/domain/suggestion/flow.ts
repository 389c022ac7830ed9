/** The way of a suggestion (S2-24, S1-12): 提出 → 已交办 → 已答复 → 已公开 → 已核查; the proposer hears what came of it. */
import { told, type Moves } from '../handling/move';
import type { SuggestionValues } from './record';

export const suggestionColumns = [
  'raised',
  'assigned',
  'answered',
  'published',
  'checked'
] as const;

/** Whoever proposed it still waits for an answer. */
export const isUnanswered = (status: string | undefined): boolean =>
  status === 'raised' || status === 'assigned';

export type SuggestionMove =
  'assign' | 'step' | 'reply' | 'feedback' | 'publish' | 'check' | 'reopen';

export const suggestionMoves: Moves<SuggestionMove, SuggestionValues> = {
  assign: {
    from: ['raised', 'assigned'],
    asks: ['worker', 'note'],
    writes: [],
    step: ({ worker, note }) => told(`交给${worker?.name ?? ''}办理`, note),
    patch: (_, { worker }) => ({ status: 'assigned', handler: worker?.id ?? null })
  },
  step: {
    from: suggestionColumns,
    asks: ['note'],
    noteMissing: '请写一句做了什么',
    writes: ['steps'],
    step: ({ note }) => note,
    patch: () => ({})
  },
  reply: {
    from: ['raised', 'assigned'],
    asks: ['note', 'adopted'],
    noteMissing: '请写明怎么答复的',
    writes: ['reply'],
    patch: (_, { note, adopted = false }) => ({ status: 'answered', reply: note, adopted })
  },
  feedback: {
    from: ['answered', 'published', 'checked'],
    asks: ['note'],
    writes: ['steps'],
    step: ({ note }) => told('已向提出人反馈', note),
    patch: () => ({})
  },
  publish: {
    from: ['answered'],
    asks: ['note'],
    writes: ['reply'],
    step: ({ note }) => told('公开', note),
    patch: () => ({ status: 'published', published: true })
  },
  check: {
    from: ['answered', 'published'],
    asks: ['note'],
    noteMissing: '请写明核查的情况',
    writes: ['steps', 'reply'],
    step: ({ note }) => told('核查', note),
    patch: () => ({ status: 'checked' })
  },
  reopen: {
    from: ['answered', 'published', 'checked'],
    asks: ['note'],
    noteMissing: '请写明为什么重新办理',
    writes: ['steps'],
    step: ({ note }) => told('重新办理', note),
    patch: () => ({ status: 'assigned' })
  }
};

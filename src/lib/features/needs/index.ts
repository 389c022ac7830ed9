export { default as BoardPage } from './BoardPage.svelte';
export { default as ConcernNeeds } from './ConcernNeeds.svelte';
export { default as RecordPanel } from './RecordPanel.svelte';
export { boardHref } from './addresses';
export { isMatterKind } from './matters';

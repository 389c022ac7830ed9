export { default as RecordsPage } from './RecordsPage.svelte';
export { default as VisitPage } from './VisitPage.svelte';
export { recordIdParam } from './address';

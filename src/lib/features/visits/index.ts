export { default as VisitPage } from './VisitPage.svelte';
export { recordIdParam } from './address';

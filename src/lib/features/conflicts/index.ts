export { default as ConflictsPage } from './ConflictsPage.svelte';

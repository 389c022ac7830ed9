export { default as CheckPage } from './CheckPage.svelte';
export { default as SyncPage } from './SyncPage.svelte';

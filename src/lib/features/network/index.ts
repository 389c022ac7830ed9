export { default as NetworkPage } from './NetworkPage.svelte';

export { default as BatchPage } from './BatchPage.svelte';

export { default as LibraryPage } from './LibraryPage.svelte';
export { default as PrintPage } from './PrintPage.svelte';
export { default as TextPage } from './TextPage.svelte';

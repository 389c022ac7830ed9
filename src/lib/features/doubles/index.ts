export { default as DoublesPage } from './DoublesPage.svelte';

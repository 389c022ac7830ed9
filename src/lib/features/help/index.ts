export { default as HelpPage } from './HelpPage.svelte';

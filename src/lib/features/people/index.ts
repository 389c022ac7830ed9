export { default as BinPage } from './bin/BinPage.svelte';
export { default as PeoplePage } from './list/PeoplePage.svelte';
export { default as PersonFilePage } from './paper/PersonFilePage.svelte';
export { default as PersonFormPage } from './edit/PersonFormPage.svelte';
export { default as PersonView } from './person/PersonView.svelte';

export { default as UnknownPage } from './UnknownPage.svelte';
export { default as OpenFrame } from './OpenFrame.svelte';

export { default as ActivityExtra } from './ActivityExtra.svelte';
export { default as CadencePage } from './CadencePage.svelte';
export { default as GroupExtra } from './GroupExtra.svelte';
export { default as RollPage } from './RollPage.svelte';
export { default as SignInPage } from './SignInPage.svelte';

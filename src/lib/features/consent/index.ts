export { default as ConsentPage } from './ConsentPage.svelte';
export { default as DuePage } from './DuePage.svelte';
export { default as ErasePage } from './ErasePage.svelte';
export { default as FormPage } from './FormPage.svelte';
export { default as WithdrawDialog } from './WithdrawDialog.svelte';

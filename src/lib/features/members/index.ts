export { default as JoinPage } from './JoinPage.svelte';
export { default as JoinStart } from './JoinStart.svelte';
export { default as MembersPage } from './MembersPage.svelte';

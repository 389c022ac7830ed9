export { default as CheckPage } from './CheckPage.svelte';
export { default as HostDirect } from './HostDirect.svelte';
export { default as OtherSpacesCard } from './OtherSpacesCard.svelte';
export { default as SyncPage } from './SyncPage.svelte';
export { default as WaitingDirect } from './WaitingDirect.svelte';

export { default as RecoverySheet } from './RecoverySheet.svelte';
export { default as StartGate } from './StartGate.svelte';

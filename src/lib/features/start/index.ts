export { default as StartGate } from './StartGate.svelte';

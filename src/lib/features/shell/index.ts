export { default as OpenFrame } from './OpenFrame.svelte';

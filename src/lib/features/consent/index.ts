export { default as WithdrawDialog } from './WithdrawDialog.svelte';

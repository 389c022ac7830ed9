export { default as TodayPage } from './TodayPage.svelte';
export { default as RoutePage } from './RoutePage.svelte';

export { default as StatisticsPage } from './StatisticsPage.svelte';

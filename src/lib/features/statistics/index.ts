export { default as StatisticsPage } from './StatisticsPage.svelte';
export { default as DigestPage } from './digest/DigestPage.svelte';
export { default as ReportsPage } from './reports/ReportsPage.svelte';
export { default as SummaryPage } from './reports/SummaryPage.svelte';

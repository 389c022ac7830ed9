/**
 * Proof runs in real Chromium processes of our own (DESIGN I8, I9, I15), each test in a profile of its own. Needs the built app.
 * No retries: a kill that loses something once is a fault.
 */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testIgnore: 'old-browsers/**',
  outputDir: '../../test-results/crash',
  globalSetup: './support/serve-site.ts',
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  reporter: 'list'
});

/**
 * End-to-end tests on the built app (`npm run build` first), served by scripts/serve.mjs with the headers
 * that a good host sends. No retries: a test that fails once is a fault.
 */
import { defineConfig, devices } from '@playwright/test';
import { findHeadlessChromium } from './scripts/find-chromium.mjs';

const port = Number(process.env.E2E_PORT ?? 4179);

/**
 * A run of its own walks every flow at both sizes (`npm run test:e2e:both`). `npm test` walks each once: at the
 * desk, or on the phone when tagged @phone; tagged @both, twice.
 */
const walksBothSizes = process.env.npm_lifecycle_event === 'test:e2e:both';

/** Headless Chromium without connections of its own, so that every request seen is the app's. */
const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  // No process kept ready for a page that never comes.
  '--renderer-process-limit=1',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A host name that is no secure context, as an office's http:// address is (plain-pages.spec.ts).
  '--host-resolver-rules=MAP tongxin.test 127.0.0.1'
];

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  // A busy machine is slow, not wrong: a hang is still found.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}/`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'off',
    launchOptions: { executablePath: findHeadlessChromium(), args: launchArguments }
  },
  projects: [
    {
      name: 'desktop',
      ...(walksBothSizes ? {} : { grepInvert: /@phone/ }),
      use: { ...devices['Desktop Chrome'], viewport: { width: 1366, height: 768 } }
    },
    {
      name: 'phone',
      ...(walksBothSizes ? {} : { grep: /@phone|@both/ }),
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        hasTouch: true,
        isMobile: true
      }
    }
  ],
  webServer: {
    command: 'node scripts/serve.mjs',
    url: `http://127.0.0.1:${port}/`,
    env: { PORT: String(port), HOST: '127.0.0.1' },
    reuseExistingServer: !process.env.CI
  }
});

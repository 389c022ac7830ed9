import { fileURLToPath } from 'node:url';
import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import Icons from 'unplugin-icons/vite';
import { defineConfig } from 'vitest/config';
import { findHeadlessChromium } from './scripts/find-chromium.mjs';
import { shippedPackages } from './scripts/shipped-packages.mjs';

/** The oldest browsers the product supports (UX rule 12). */
const browserFloor = ['chrome92', 'firefox115', 'safari16.4'];

/** Where the code begins that every screen needs: Kit's own entries and the outermost layout with its page. */
const startsEveryScreen =
  /\/src\/routes\/\+(layout|page)\.\w+$|\/client-optimized\/app\.js$|\/runtime\/client\/entry\.js$/;

/** Whether a chain of static imports leads to the module from there. */
function belongsToStart(id: string, importersOf: (id: string) => readonly string[]): boolean {
  const seen = new Set([id]);
  for (const each of seen) {
    if (startsEveryScreen.test(each)) return true;
    for (const importer of importersOf(each)) seen.add(importer);
  }
  return false;
}

export default defineConfig({
  plugins: [sveltekit(), Icons({ compiler: 'svelte' }), shippedPackages()],
  // Signing with keys of its own is a part of the relay's client that we do not use.
  resolve: {
    alias: {
      '@nats-io/nkeys': fileURLToPath(
        new URL('./src/lib/transports/relay/unused-nkeys.ts', import.meta.url)
      )
    }
  },
  build: {
    target: browserFloor,
    cssTarget: browserFloor,
    rolldownOptions: {
      output: {
        // Some two hundred small files cost more to ask for than to read: what starts is one, the rest goes together
        // with what is used by the same screens.
        codeSplitting: {
          groups: [
            {
              name: (id, context) =>
                belongsToStart(id, (each) => context.getModuleInfo(each)?.importers ?? [])
                  ? 'start'
                  : null,
              priority: 1
            },
            {
              name: 'shared',
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 20_000
            }
          ]
        }
      }
    }
  },
  worker: { format: 'es', plugins: () => [shippedPackages()] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          // A busy machine is slow, not wrong: a hang is still found.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          environment: 'node',
          // No test leaves anything behind, so files may share a worker: half the time goes into loading otherwise.
          pool: 'threads',
          isolate: false,
          maxWorkers: '100%',
          include: ['tests/{unit,property,simulation,contract,architecture}/**/*.test.ts'],
          exclude: ['tests/**/*.browser.test.ts']
        }
      },
      {
        extends: true,
        test: {
          name: 'browser',
          testTimeout: 60_000,
          include: ['tests/component/**/*.test.ts', 'tests/contract/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({
              launchOptions: {
                executablePath: findHeadlessChromium() ?? '',
                args: ['--no-sandbox', '--disable-background-networking', '--disable-sync']
              }
            }),
            instances: [{ browser: 'chromium' }]
          }
        }
      }
    ]
  }
});

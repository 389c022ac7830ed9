/**
 * A build plugin that writes down which packages really end in the bundles (pages, workers, service
 * worker), so that check-licences can prove that none is missing from the list which the app shows.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const reportPath = fileURLToPath(new URL('../.svelte-kit/shipped-packages.json', import.meta.url));

/** @returns {string[]} names found by the last build */
export function readShippedPackages() {
  return JSON.parse(readFileSync(reportPath, 'utf8'));
}

/** @param {string} id a module's path @returns {string | undefined} the package it belongs to */
function packageOf(id) {
  const parts = id.split('\0').join('').replaceAll('\\', '/').split('node_modules/');
  const names = parts.length > 1 ? (parts.at(-1) ?? '').split('/') : [];
  return names[0]?.startsWith('@') ? `${names[0]}/${names[1]}` : names[0];
}

/** @type {Set<string>} shared by the plugin's copies for pages and for workers */
const found = new Set();

/** @returns {import('vite').Plugin} */
export function shippedPackages() {
  return {
    name: 'shipped-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      // Server code is used during the build only; nothing of it is delivered.
      if (this.environment?.name === 'ssr') return;
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(output.modules)) {
          const name = renderedLength > 0 ? packageOf(id) : undefined;
          if (name) found.add(name);
        }
      }
      mkdirSync(fileURLToPath(new URL('../.svelte-kit', import.meta.url)), { recursive: true });
      writeFileSync(reportPath, JSON.stringify([...found].sort()));
    }
  };
}

/** Builds the page of the benchmarks; it is no part of the app. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('./page'),
  base: './',
  // PouchDB asks for Node's events; the package of that name is the browser's.
  resolve: { alias: { events: 'events/' } },
  build: {
    outDir: here('./.data/page'),
    emptyOutDir: true,
    target: ['chrome92', 'firefox115', 'safari16.4']
  },
  worker: { format: 'es' }
});

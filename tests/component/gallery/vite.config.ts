/** Serves the gallery of the UI kit for a look by eye: `npx vite --config tests/component/gallery/vite.config.ts`. Not shipped. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import Icons from 'unplugin-icons/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../../../node_modules/.vite-gallery', import.meta.url)),
  plugins: [svelte({ configFile: false }), Icons({ compiler: 'svelte' })],
  server: { port: 5199, strictPort: true }
});

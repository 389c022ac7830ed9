/** Builds the harness page and lays it beside a copy of the built app, on one origin: `/harness/`. */
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { port } from '../support/origin';

const here = fileURLToPath(new URL('.', import.meta.url));
const project = join(here, '../../..');

/** Where the copy lies: below node_modules, so that no tool takes it for source; one per run. */
export const siteRoot = join(project, `node_modules/.cache/tongxinbu-harness-${port}`);

export async function buildSite(): Promise<void> {
  await rm(siteRoot, { recursive: true, force: true });
  await mkdir(siteRoot, { recursive: true });
  await cp(join(project, 'build'), siteRoot, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'warn',
    root: here,
    base: '/harness/',
    build: {
      outDir: join(siteRoot, 'harness'),
      emptyOutDir: true,
      target: 'chrome92',
      modulePreload: false,
      reportCompressedSize: false
    }
  });
}

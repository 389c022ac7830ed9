/** Writes docs/使用手册.md from src/lib/text/help.ts, the one source of the manual. */
import { writeFile } from 'node:fs/promises';
import { createServer } from 'vite';
import { renderManual } from './render-manual.mjs';

const server = await createServer({
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, ws: false }
});
try {
  const { helpChapters } = await server.ssrLoadModule('/src/lib/text/help.ts');
  await writeFile('docs/使用手册.md', renderManual(helpChapters));
} finally {
  await server.close();
}

/** Builds and serves the harness site for the whole run; Playwright calls it once before the tests. */
import { startServer } from '../../../scripts/serve.mjs';
import { buildSite, siteRoot } from '../harness/build';
import { port } from './origin';

export default async function serveSite(): Promise<() => Promise<void>> {
  await buildSite();
  const server = await startServer({ root: siteRoot, port, host: 'localhost' });
  return () => server.close();
}

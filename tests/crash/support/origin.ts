/** Where the harness site is served during the run; the configuration starts the server there. */
export const port = Number(process.env.CRASH_PORT ?? 4191);
export const origin = `http://localhost:${port}`;

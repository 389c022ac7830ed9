import adapter from '@sveltejs/adapter-static';

/** Hash of the one inline style that SvelteKit's route announcer writes; see docs/security.md. */
const styleHash = "'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='";

/** Kit's type for it is `''` or a path with one leading slash. */
const basePath = /** @type {'' | `/${string}`} */ (process.env.BASE_PATH ?? '');

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: adapter({ fallback: '404.html' }),
    // Pages find their files relative to themselves; only the fallback page needs to know the folder of a
    // host that serves the app below its root: BASE_PATH=/folder npm run build.
    paths: { relative: true, base: basePath },
    typescript: {
      config(config) {
        config.include.push('../playwright.config.ts', '../scripts/*.mjs', '../bench/**/*.ts');
      }
    },
    serviceWorker: { register: false },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'worker-src': ['self'],
        // A relay is configured in the app, so its host can't be named here; docs/security.md. Loopback is for tests.
        'connect-src': ['self', 'wss:', 'ws://127.0.0.1:*'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'manifest-src': ['self'],
        'base-uri': ['none'],
        'form-action': ['none'],
        // Text becomes markup through Svelte's own policy only, and a script's address through the default
        // policy of static/check-browser.js, which lets our own files pass.
        'require-trusted-types-for': ['script'],
        'trusted-types': ['svelte-trusted-html', 'default'],
        'style-src': ['self', 'unsafe-hashes', styleHash]
      }
    }
  }
};

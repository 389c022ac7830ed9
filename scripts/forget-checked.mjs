/** svelte-check keeps what it made of components, also of those that are gone, and would go on judging them. */
import { rmSync } from 'node:fs';

rmSync('.svelte-kit/.svelte-check', { recursive: true, force: true });

/** The one width at which rail and side-by-side views replace the bar and sheets; same as in ui/shell. */
import { MediaQuery } from 'svelte/reactivity';

/** `.current` is true on a desk. Created per component, so that nothing runs at import. */
export const watchWide = (): MediaQuery => new MediaQuery('(min-width: 56em)', true);

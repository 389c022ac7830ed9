/**
 * What Playwright's own scripts call in a page and Chromium 92 lacks. They run in a world of their own beside the
 * app's, and a selector engine is the one thing of ours that gets there; the app never sees the stand-in.
 */
import { selectors } from '@playwright/test';

/** After the browser was connected (its context would not hear of it otherwise), before anything is looked for. */
export const installStandIns = (): Promise<void> =>
  selectors.register(
    'stand-ins',
    () => {
      const element = Element.prototype as { checkVisibility?: (this: Element) => boolean };
      element.checkVisibility ??= function () {
        return this.getClientRects().length > 0;
      };
      return { query: () => null, queryAll: () => [] };
    },
    { contentScript: true }
  );

/** The same on y-indexeddb in a real browser. */
import { describeTexts } from './suite';

describeTexts('IndexedDB of a browser');

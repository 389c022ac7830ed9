declare global {
  namespace App {
    interface Error {
      code?: string;
    }
    interface PageState {
      /** Ids of people handed to the next page: never part of the address. */
      personIds?: readonly string[];
      /** What of the first screen is open: the browser's Back closes it. */
      way?: 'found' | 'join' | 'restore' | 'help';
      /** The sheet that lies over the page: Back closes it. */
      sheet?: 'filter';
    }
  }
}
export {};

declare global {
  namespace App {
    interface Error {
      code?: string;
    }
    interface PageState {
      /** Ids of people handed to the next page: never part of the address. */
      personIds?: readonly string[];
    }
  }
}
export {};

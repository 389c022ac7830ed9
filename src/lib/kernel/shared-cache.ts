/** Names of the caches in which the service worker keeps files that the system's share sheet gave to the app. */
export const sharedCaches = async (store: {
  keys(): Promise<readonly string[]>;
}): Promise<readonly string[]> =>
  (await store.keys()).filter((name) => name.startsWith('tongxinbu-shared'));

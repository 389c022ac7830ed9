/**
 * Stands in the built app for @nats-io/nkeys, with which the relay's client could sign in by key (vite.config.ts). We sign in by
 * name and password; so neither it nor what it brings ships.
 */
const refuse = (): never => {
  throw new Error('a relay is entered by name and password');
};

export const fromSeed = refuse;
export const encode = refuse;

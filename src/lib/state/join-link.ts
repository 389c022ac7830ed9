/** A sync link in the address (log/join/link.ts): `<app>/#/join/<code>`. It stays there until it has been used (DESIGN 5). */
const route = '#/join/';

/** The link as the app reads it, or empty. */
export const linkInAddress = ({ hash }: Pick<URL, 'hash'>): string =>
  hash.startsWith(route) ? hash : '';

/** A sync link in the address (log/join/link.ts): `<app>/#/join/<code>`. It stays there until it has been used (DESIGN 5). */
type LinkHash = `#/join/${string}`;

const isLink = (hash: string): hash is LinkHash => hash.startsWith('#/join/');

/** The link as the app reads it, or empty. */
export const linkInAddress = ({ hash }: Pick<URL, 'hash'>): LinkHash | '' =>
  isLink(hash) ? hash : '';

/** Read boundaries inside a space (DESIGN 2). The numbers are part of the stored format. */
export const scopes = ['general', 'sensitive', 'reports'] as const;
export type Scope = (typeof scopes)[number];
export const scopeCode = { general: 0, sensitive: 1, reports: 2 } as const satisfies Record<
  Scope,
  number
>;
export const scopeOfCode = (code: number): Scope | undefined => scopes[code];

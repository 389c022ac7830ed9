declare const brand: unique symbol;

/** A nominal type: a plain value that only its own parse or create function makes. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

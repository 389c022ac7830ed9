/** Shape checks for internal structures that come from files and peers. */
import type { Json } from '../kernel/json';

export type JsonObject = { readonly [key: string]: Json };

const maxDepth = 12;

/** Plain JSON without cycles, functions or non-finite numbers, at most maxDepth levels deep. */
export function isJson(value: unknown, depth = 0): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth >= maxDepth) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every((item) => isJson(item, depth + 1));
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  isJson(value) && typeof value === 'object' && value !== null && !Array.isArray(value);

/** A whole number of at least 0 for every key. */
export const isCounts = (value: unknown): value is { readonly [key: string]: number } =>
  isJsonObject(value) &&
  Object.values(value).every((item) => Number.isSafeInteger(item) && (item as number) >= 0);

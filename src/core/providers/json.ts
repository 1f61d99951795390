/** Reading values of unknown shape: parsed JSON is hostile until a guard says otherwise. */

export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys are compared without regard to letter case and underscores: exporters spell them in three ways. */
export function foldKey(key: string): string {
  return key.replaceAll('_', '').toLowerCase();
}

/** The value below `key`: as spelled, or else the first key that differs only in case and underscores. */
export function member(value: unknown, key: string): unknown {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, key)) return value[key];
  for (const candidate of Object.keys(value)) {
    if (isSpellingOf(candidate, key)) return value[candidate];
  }
  return undefined;
}

const UNDERSCORE = 0x5f;

/** Whether two keys differ only in the case of ASCII letters and in underscores: asked for every key of many records. */
function isSpellingOf(one: string, other: string): boolean {
  let at = 0;
  for (let index = 0; index < one.length; index++) {
    const code = one.charCodeAt(index);
    if (code === UNDERSCORE) continue;
    while (other.charCodeAt(at) === UNDERSCORE) at++;
    if (lower(code) !== lower(other.charCodeAt(at))) return false;
    at++;
  }
  while (other.charCodeAt(at) === UNDERSCORE) at++;
  return at === other.length;
}

function lower(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
}

/** Follows `keys` downwards; `undefined` where one is missing. */
export function dig(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(member, value);
}

/** A non-empty string, or a number in decimal notation; `null` for anything else. */
export function text(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return null;
}

/** The first of `values` that is text. */
export function firstText(...values: readonly unknown[]): string | null {
  for (const value of values) {
    const found = text(value);
    if (found !== null) return found;
  }
  return null;
}

/** `value` parsed when it is a JSON string (exporters nest JSON in strings), itself when it is an object. */
export function parsedObject(value: unknown): JsonObject | null {
  if (isObject(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return isObject(parsed) ? parsed : null;
  } catch {
    // A body that was cut off by its exporter: the record around it is still whole.
    return null;
  }
}

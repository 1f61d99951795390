import { type Carried, carry } from './wrapper.js';

/**
 * JSON inside a string of a record. The largest that a documented carrier brings is a Pub/Sub message: 10 MB, and
 * 13.4 MiB of base64.
 */
export const MAX_INNER_CHARACTERS = 16 * 1024 * 1024;

/** As deep as a record itself may be nested: what reads it afterwards may recur. */
export const MAX_INNER_DEPTH = 200;

/**
 * The JSON value in `value` when it is a string, `value` itself when it is none. `name` is the field that the problem
 * speaks of. A string that begins with neither `{` nor `[` is plain text: nothing is carried, and nothing is wrong.
 */
export function innerJson(value: unknown, name: string): Carried {
  if (typeof value !== 'string') return typeof value === 'object' && value !== null ? carry(value) : carry();
  if (!/^\s*[[{]/.test(value)) return carry();
  if (value.length > MAX_INNER_CHARACTERS)
    return unreadable(`${name} is longer than ${MAX_INNER_CHARACTERS} characters`);
  if (nestsTooDeep(value)) return unreadable(`${name} is nested more than ${MAX_INNER_DEPTH} levels deep`);
  try {
    return carry(JSON.parse(value));
  } catch {
    return unreadable(`${name} is not valid JSON`);
  }
}

/** A cell or field that may hold JSON as text: parsed when it does, as it is otherwise. */
export function parsedCell(value: unknown): unknown {
  const { values, problem } = innerJson(value, '');
  return typeof value === 'string' && problem === null && values.length > 0 ? values[0] : value;
}

function unreadable(problem: string): Carried {
  return { values: [], problem };
}

/** Counts brackets outside of strings; a text that is no JSON may be called too deep, never too shallow. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) inString = !inString;
    else if (inString) {
      if (code === BACKSLASH) at++;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (++depth > MAX_INNER_DEPTH) return true;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) depth--;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

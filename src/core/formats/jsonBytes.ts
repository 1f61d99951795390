/** JSON as bytes: what each means, and how to get past the blanks and strings between them. */

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const LF = 0x0a;
export const CR = 0x0d;
export const TAB = 0x09;
export const SPACE = 0x20;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const OPEN_ARRAY = 0x5b;
export const CLOSE_ARRAY = 0x5d;

/** What a byte means outside strings. */
export const PLAIN = 0;
export const STRING = 1;
export const OPENS = 2;
export const CLOSES = 3;
export const LINE_BREAK = 4;
const ILLEGAL = 5;
export const MEANING = new Uint8Array(256).fill(ILLEGAL);
for (const char of ' \t,:0123456789+-.eEtrufalsn') MEANING[char.charCodeAt(0)] = PLAIN;
MEANING[QUOTE] = STRING;
MEANING[OPEN_OBJECT] = MEANING[OPEN_ARRAY] = OPENS;
MEANING[CLOSE_OBJECT] = MEANING[CLOSE_ARRAY] = CLOSES;
MEANING[LF] = MEANING[CR] = LINE_BREAK;

/** 1 for the bytes at which the reading of a string must look up: its end, an escape, a control character. */
export const STOPS = new Uint8Array(256).fill(1, 0, SPACE);
STOPS[QUOTE] = STOPS[BACKSLASH] = 1;

export function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB || byte === LF || byte === CR;
}

/** The first offset from `from` on at which no blank and no line break stands. */
export function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

/** As {@link afterSpace}, but backwards; -1 when nothing else stands before. */
export function beforeSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at >= 0 && isSpace(bytes[at])) at--;
  return at;
}

/** 1 for the bytes that end a scalar, a quote among them. */
const DELIMITERS = new Uint8Array(256);
for (const byte of [COMMA, COLON, LF, CR, QUOTE, OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY])
  DELIMITERS[byte] = 1;

/** True for what ends a scalar, a quote among them. */
export function isDelimiter(byte: number | undefined): boolean {
  return byte === undefined || DELIMITERS[byte] === 1;
}

/** After a string comes punctuation or a blank, after anything else no quote. */
export function mayFollow(bytes: Uint8Array, at: number, isString: boolean): boolean {
  const next = bytes[at];
  if (next === undefined || next === COMMA || next === COLON || next === CLOSE_OBJECT || next === CLOSE_ARRAY)
    return true;
  return isString ? isSpace(next) : next !== QUOTE;
}

/** The offset of the quote that ends the string from `start` on, or of the line break or the input's end before it. */
export function endOfString(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== QUOTE && bytes[at] !== LF && bytes[at] !== CR) {
    at = bytes[at] === BACKSLASH ? afterEscape(bytes, at) : at + 1;
  }
  return at;
}

/** After a backslash and what it escapes: only an escaped quote or backslash matters here, and a line break never is escaped. */
export function afterEscape(bytes: Uint8Array, at: number): number {
  const escaped = bytes[at + 1];
  return escaped === QUOTE || escaped === BACKSLASH ? at + 2 : at + 1;
}

/** A bracket may open after a colon in an object, after a comma or another bracket in an array. */
export function opensRightly(bytes: Uint8Array, at: number, inObject: boolean): boolean {
  let before = bytes[at - 1];
  if (isSpace(before)) before = bytes[beforeSpace(bytes, at - 1)];
  return inObject ? before === COLON : before === COMMA || before === OPEN_ARRAY;
}

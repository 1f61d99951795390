import { MAX_INNER_CHARACTERS } from './innerJson.js';

/** By character code: the value of a base64 digit of either alphabet (RFC 4648, sections 4 and 5), or -1. */
const DIGITS = digits();

function digits(): Int8Array {
  const table = new Int8Array(128).fill(-1);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  for (let value = 0; value < alphabet.length; value++) table[alphabet.charCodeAt(value)] = value;
  for (const [character, value] of [
    ['+', 62],
    ['-', 62],
    ['/', 63],
    ['_', 63],
  ] as const) {
    table[character.charCodeAt(0)] = value;
  }
  return table;
}

/**
 * The UTF-8 text that `encoded` holds in base64 or base64url, padded or not; `null` when it is no such text or is
 * longer than {@link MAX_INNER_CHARACTERS}.
 */
export function base64Text(encoded: string): string | null {
  if (encoded.length > MAX_INNER_CHARACTERS) return null;
  const padding = encoded.match(/={1,2}$/)?.[0].length ?? 0;
  const length = encoded.length - padding;
  if (length % 4 === 1 || (padding > 0 && encoded.length % 4 !== 0)) return null;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < length; index++) {
    const digit = DIGITS[encoded.charCodeAt(index)] ?? -1;
    if (digit < 0) return null;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

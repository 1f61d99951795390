import { base64Bytes } from '../base64.js';

/** Longer values are no reasons of people. */
const LONGEST = 4_096;

/** The stretches of at least four printable ASCII characters in what `value` encodes; none when it is no base64. */
export function printableInBase64(value: string): string[] {
  const bytes = value.length > LONGEST ? null : base64Bytes(value);
  return bytes === null ? [] : (String.fromCharCode(...bytes).match(/[\x20-\x7e]{4,}/g) ?? []);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Longer values are no reasons of people. */
const LONGEST = 4_096;

/** The stretches of at least four printable ASCII characters in what `value` encodes; none when it is no base64. */
export function printableInBase64(value: string): string[] {
  const digits = value.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (digits.length > LONGEST || !/^[A-Za-z0-9+/]+$/.test(digits)) return [];
  let text = '';
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | ALPHABET.indexOf(digit)) & 0xfff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    text += String.fromCharCode((bits >> held) & 0xff);
  }
  return text.match(/[\x20-\x7e]{4,}/g) ?? [];
}

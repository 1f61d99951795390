/** How every reason begins that says that an input is no log at all, in contrast to a damaged one. */
export const NOT_A_LOG = 'not an audit log';

/** What an input is that no reader here opens, whatever stands inside it; `null` for all else. */
export function unopened(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  const isBrace = (byte: number | undefined) => byte === 0x7b || byte === 0x5b;
  if (
    (a === 0xff && b === 0xfe) ||
    (a === 0xfe && b === 0xff) ||
    (isBrace(a) && b === 0 && d === 0) ||
    (a === 0 && isBrace(b) && c === 0)
  ) {
    return 'UTF-16 text, which this version does not read: save it as UTF-8';
  }
  if (a === 0x50 && b === 0x4b && (c === 3 || c === 5)) {
    return 'a ZIP archive, which this version does not open: unpack it first';
  }
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) {
    return 'zstd, which this version does not open: unpack it first';
  }
  return null;
}

/** True when zero bytes stand in the beginning, as in no text. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 1024).includes(0);
}

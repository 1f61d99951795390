import { isTarHeader } from './tarHeader.js';

/** How much of a beginning {@link wrappingOf} looks at: a tar header. */
export const MAGIC_BYTES = 512;

/** What wraps the bytes that begin with `prefix`, told by their magic numbers alone; `null` when nothing does. */
export function wrappingOf(prefix: Uint8Array): 'gzip' | 'zip' | 'tar' | 'zstd' | null {
  if (startsWith(prefix, [0x1f, 0x8b])) return 'gzip';
  if (isZip(prefix)) return 'zip';
  if (isZstd(prefix)) return 'zstd';
  return isTarHeader(prefix) ? 'tar' : null;
}

/** A member, no member at all (the end of an empty archive), or the mark of a split archive (APPNOTE.TXT 4.3.6, 8.5). */
function isZip(prefix: Uint8Array): boolean {
  return [
    [0x50, 0x4b, 3, 4],
    [0x50, 0x4b, 5, 6],
    [0x50, 0x4b, 7, 8],
  ].some((magic) => startsWith(prefix, magic));
}

/** A frame, or one to be skipped (RFC 8878, 3.1). */
function isZstd(prefix: Uint8Array): boolean {
  return (
    startsWith(prefix, [0x28, 0xb5, 0x2f, 0xfd]) ||
    (((prefix[0] ?? 0) & 0xf0) === 0x50 && startsWith(prefix.subarray(1), [0x2a, 0x4d, 0x18]))
  );
}

/**
 * What the Finder packs beside the files: AppleDouble (`._name`, `__MACOSX/`; RFC 1740, appendix B) and `.DS_Store`
 * (`Bud1` behind four bytes). Told by content, so that no log can hide behind such a name.
 */
export function isFinderData(prefix: Uint8Array): boolean {
  return (
    startsWith(prefix, [0x00, 0x05, 0x16, 0x07]) ||
    startsWith(prefix, [0x00, 0x00, 0x00, 0x01, 0x42, 0x75, 0x64, 0x31])
  );
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

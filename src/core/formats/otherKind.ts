/** How every reason begins that says that an input is no log at all, in contrast to a damaged one. */
export const NOT_A_LOG = 'not an audit log';

/** True when zero bytes stand in the beginning, as in no text. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 1024).includes(0);
}

import { base64Bytes } from '../../base64.js';
import { MAX_INNER_CHARACTERS } from './innerJson.js';

/**
 * The UTF-8 text that `encoded` holds in base64 or base64url, padded or not; `null` when it is no such text or is
 * longer than {@link MAX_INNER_CHARACTERS}.
 */
export function base64Text(encoded: string): string | null {
  const bytes = encoded.length > MAX_INNER_CHARACTERS ? null : base64Bytes(encoded);
  if (bytes === null) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

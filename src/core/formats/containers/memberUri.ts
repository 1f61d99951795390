/** Stands between the names of nested archives, as Java's `jar:` addresses have it. No encoded name holds it. */
const INSIDE = '!/';

/**
 * The address of a member: that of its file, and in the fragment its names, outermost first:
 * `file:///x/a.zip#dir/b.json`, `file:///x/a.zip#inner.tar.gz!/b.json`. Whatever the names hold, equal addresses mean
 * equal names, and {@link memberPath} gives them back. It is a key: an editor's `Uri` writes some characters in
 * another way, so an address that went through one is no longer this one.
 */
export function memberUri(fileUri: string, path: readonly string[]): string {
  return path.length === 0 ? fileUri : `${fileUri}#${path.map(encodeName).join(INSIDE)}`;
}

/** What {@link memberUri} was given. A fragment that it has not written gives names as they stand there. */
export function memberPath(uri: string): { readonly fileUri: string; readonly path: readonly string[] } {
  const mark = uri.indexOf('#');
  if (mark === -1) return { fileUri: uri, path: [] };
  const path = uri
    .slice(mark + 1)
    .split(INSIDE)
    .map(decodeName);
  return { fileUri: uri.slice(0, mark), path };
}

function encodeName(name: string): string {
  // Half a surrogate pair has no UTF-8, and `encodeURIComponent` throws on it.
  const wellFormed = name.replace(/\p{Surrogate}/gu, '\uFFFD');
  return wellFormed.split('/').map(encodeURIComponent).join('/').replaceAll('!', '%21');
}

function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

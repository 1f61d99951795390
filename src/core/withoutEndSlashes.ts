/** A path without the slashes at its end. No regular expression: it would begin anew at each slash of a run inside. */
export function withoutEndSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path.charAt(end - 1) === '/') end--;
  return path.slice(0, end);
}

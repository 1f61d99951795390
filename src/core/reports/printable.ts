/**
 * A line that a terminal only shows: control characters, line breaks too, those that turn the
 * direction of writing and those that nobody sees are replaced, since log text and file names are written by anybody.
 */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}|[\u2028\u2029]/gu, '\ufffd');
}

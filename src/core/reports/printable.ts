/**
 * A line that a terminal only shows: control characters, line breaks too, and those that turn the
 * direction of writing are replaced, since log text and file names are written by anybody.
 */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Bidi_Control}/gu, '\ufffd');
}

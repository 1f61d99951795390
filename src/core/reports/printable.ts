/**
 * Text that a terminal only shows: control characters (but line breaks) and those that turn the
 * direction of writing are replaced, since log text and file names are written by anybody.
 */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, '\ufffd');
}

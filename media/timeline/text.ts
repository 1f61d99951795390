/** Longest text that is measured or put into one element; ids can be 100 kB long. */
const LONGEST = 400;
const ELLIPSIS = '…';

/** Puts values into `{0}`, `{1}` … */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (whole, digits: string) => String(values[Number(digits)] ?? whole));
}

/** Keeps both ends, which is where ids differ. */
export function middle(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const head = Math.ceil((longest - 1) / 2);
  return start(text, head) + ELLIPSIS + end(text, longest - 1 - head);
}

/** The first letters; never half of a surrogate pair. */
export function start(text: string, length: number): string {
  return text.slice(0, isSplit(text, length) ? length - 1 : length);
}

function end(text: string, length: number): string {
  const at = text.length - length;
  return text.slice(isSplit(text, at) ? at + 1 : at);
}

function isSplit(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}

/**
 * Log text made safe to look at: characters that reorder, hide or break text are
 * shown by their code, and the whole is cut to a length that can be laid out.
 */
export function shown(text: string, longest = LONGEST): string {
  return middle(text, longest).replace(
    /[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\ufeff]/gu,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

export function plural(count: number, one: string, many: string, lang: string): string {
  return count === 1 ? one : fill(many, count.toLocaleString(lang || 'en'));
}

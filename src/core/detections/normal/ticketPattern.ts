/**
 * Patterns of change tickets. `#` is one digit; `*` at least one letter or digit, and as many as follow; letters
 * and digits stand for themselves without regard to case; `-`, `_`, `.`, `/`, `:` and a space for themselves.
 * Nothing else may stand in a pattern.
 *
 * A ticket is a word of its own: neither a letter nor a digit may touch it, so `CHG-####` is found in
 * `deploy-CHG-2041` and in `CHG-2041: patching`, but not in `XCHG-2041` or `CHG-20417`.
 *
 * No regular expression is made of a setting. After `*` a pattern may only go on with a separator: the end of the
 * run is then certain, nothing is ever tried twice, and a search takes at most text times pattern steps.
 */
export type TicketPattern = readonly Part[];

type Part =
  | { readonly kind: 'text'; readonly lower: number; readonly upper: number }
  | { readonly kind: 'digit' }
  | { readonly kind: 'word' };

const MAX_TICKET_PATTERN = 64;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const LITERAL = /^[A-Za-z0-9\-_./: ]$/;
/** Fewer would be found in any text. */
const LEAST_LITERALS = 2;

/** Why `source` is no pattern of a ticket, or `null`. */
export function ticketPatternProblem(source: string): string | null {
  if (source.length > MAX_TICKET_PATTERN) return `it is longer than ${MAX_TICKET_PATTERN} characters`;
  for (const character of source) {
    if (character !== '#' && character !== '*' && !LITERAL.test(character))
      return `${JSON.stringify(character)} may not stand in it (letters, digits, # for a digit, * for a word, - _ . / : and space)`;
  }
  if (/\*[A-Za-z0-9#*]/.test(source)) return 'after * only - _ . / : or a space may follow';
  if (source.replace(/[^A-Za-z0-9]/g, '').length < LEAST_LITERALS)
    return 'it needs at least two letters or digits of its own';
  return null;
}

/** Parses what {@link ticketPatternProblem} finds nothing wrong with. */
export function parseTicketPattern(source: string): TicketPattern {
  return [...source].map((character): Part => {
    if (character === '#') return { kind: 'digit' };
    if (character === '*') return { kind: 'word' };
    // All that may stand in a pattern is ASCII.
    return {
      kind: 'text',
      lower: character.toLowerCase().charCodeAt(0),
      upper: character.toUpperCase().charCodeAt(0),
    };
  });
}

/** The first ticket of that pattern in `text`, as it is written there, or `null`. */
export function findTicket(pattern: TicketPattern, text: string): string | null {
  for (let start = 0; start < text.length; start++) {
    // Asked first: within one long word every place may begin a match that runs to its end.
    if (isWordBefore(text, start)) continue;
    const end = matchAt(pattern, text, start);
    if (end !== null && !isWordAt(text, end)) return text.slice(start, end);
  }
  return null;
}

function matchAt(pattern: TicketPattern, text: string, start: number): number | null {
  let at = start;
  for (const part of pattern) {
    const unit = text.charCodeAt(at);
    switch (part.kind) {
      case 'text':
        if (unit !== part.lower && unit !== part.upper) return null;
        at++;
        break;
      case 'digit':
        if (!(unit >= 0x30 && unit <= 0x39)) return null;
        at++;
        break;
      case 'word': {
        const from = at;
        while (isWordAt(text, at)) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
        if (at === from) return null;
        break;
      }
    }
  }
  return at;
}

/** True when a letter or digit begins at a place; false beyond the end. */
function isWordAt(text: string, at: number): boolean {
  const point = text.codePointAt(at);
  if (point === undefined) return false;
  if (point < 0x80) {
    const folded = point | 0x20;
    return (point >= 0x30 && point <= 0x39) || (folded >= 0x61 && folded <= 0x7a);
  }
  return LETTER_OR_DIGIT.test(String.fromCodePoint(point));
}

function isWordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const unit = text.charCodeAt(at - 1);
  const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff && at > 1;
  return isWordAt(text, isSecondHalf ? at - 2 : at - 1);
}

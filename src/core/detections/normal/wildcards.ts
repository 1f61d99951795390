/**
 * Names with wildcards: `*` stands for any characters, also none; everything else for itself, without regard to
 * letter case. The whole name must fit. No regular expression is made of a setting: matching takes at most
 * name times pattern steps.
 */
export type NamePattern = readonly string[];

export const MAX_PATTERN_LENGTH = 2_048;
/** A name of nothing but wildcards would call everybody trusted. */
const LEAST_LETTERS = 3;

/** Why `source` is no usable pattern of a name, or `null`. */
export function namePatternProblem(source: string): string | null {
  if (source.length > MAX_PATTERN_LENGTH) return `it is longer than ${MAX_PATTERN_LENGTH} characters`;
  // The words of an ARN's scheme say nothing about who is meant.
  const letters = source
    .replace(/^arn:(?:[^:]*:){0,3}/i, '')
    .replace(/\b(?:user|role|assumed-role|federated-user|group|root)\b/gi, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
  return letters.length < LEAST_LETTERS ? 'it would fit almost everybody' : null;
}

export function parseNamePattern(source: string): NamePattern {
  return source.toLowerCase().split(/\*+/);
}

export function fitsName(pattern: NamePattern, name: string): boolean {
  const folded = name.toLowerCase();
  const [head = ''] = pattern;
  if (pattern.length === 1) return folded === head;
  if (!folded.startsWith(head)) return false;
  let at = head.length;
  for (const part of pattern.slice(1, -1)) {
    const found = folded.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const tail = pattern.at(-1) ?? '';
  return folded.length - tail.length >= at && folded.endsWith(tail);
}

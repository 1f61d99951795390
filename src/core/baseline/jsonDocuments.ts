/** A page has at least some entries. */
export const MAX_DOCUMENTS = 100_000;

/**
 * The values of a text that holds one JSON document, or several one after the other, as pages appended to one file;
 * `null` when it holds anything else, `too many` for more than {@link MAX_DOCUMENTS}. Never throws.
 */
export function jsonDocuments(source: string): readonly unknown[] | 'too many' | null {
  const text = source.replace(/^\ufeff/, '').trim();
  if (text === '') return [];
  if (text[0] !== '{' && text[0] !== '[') return null;
  const whole = parsed(text);
  if (whole !== undefined) return [whole];
  const values: unknown[] = [];
  for (const part of topLevel(text)) {
    if (values.length === MAX_DOCUMENTS) return 'too many';
    const value = parsed(part);
    if (value === undefined) return null;
    values.push(value);
  }
  return values;
}

/** `undefined` for what is no JSON, or nested too deeply for the platform. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever asks says what it could not read.
    return undefined;
  }
}

/** Cuts where an object or array ends that no other holds. */
function* topLevel(text: string): Generator<string> {
  let depth = 0;
  let start = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    if (isInString) {
      if (unit === '\\') at++;
      else if (unit === '"') isInString = false;
    } else if (unit === '"') isInString = true;
    else if (unit === '{' || unit === '[') depth++;
    else if ((unit === '}' || unit === ']') && --depth === 0) {
      yield text.slice(start, at + 1);
      start = at + 1;
    }
  }
  const rest = text.slice(start).trim();
  if (rest !== '') yield rest;
}

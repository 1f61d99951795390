import { foldKey, isObject, member, parsedObject, text } from './json.js';

/**
 * Reads the catalogue's field paths over parsed records. The grammar stands with the rows:
 * see the `Operation` interface of the catalogue.
 */
type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'list' }
  /** Keeps elements whose `property` (or which themselves) equal or contain `text`, both in lower case. */
  | { readonly kind: 'filter'; readonly property: string; readonly contains: boolean; readonly text: string }
  /** What follows `text` in elements that hold it: the value of an option in a command line. */
  | { readonly kind: 'after'; readonly text: string };

type Alternative =
  | { readonly kind: 'path'; readonly steps: readonly Step[] }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] };

type TemplatePart = string | { readonly word: string } | TemplatePath;
interface TemplatePath {
  readonly steps: readonly Step[];
}

const WORDS = new Set(['project', 'region', 'zone', 'account', 'partition']);
const parsed = new Map<string, readonly Alternative[]>();

/**
 * All texts that `path` yields in `root`, in the order of the record; redacted values are left out.
 * `words` are what templates know of the record as a whole, such as its project.
 * @throws Error when the path is not of the grammar (the catalogue's tests walk every row)
 */
export function evaluate(
  path: string,
  root: unknown,
  words: Readonly<Record<string, string | null>> = {},
): string[] {
  for (const alternative of alternatives(path)) {
    const found =
      alternative.kind === 'path'
        ? texts(follow(alternative.steps, root))
        : fill(alternative.parts, root, words);
    if (found.length > 0) return found;
  }
  return [];
}

/** True when `path` leads to anything in `root`, an empty object or list included. */
export function present(path: string, root: unknown): boolean {
  return alternatives(path).some(
    (alternative) => alternative.kind === 'path' && follow(alternative.steps, root).length > 0,
  );
}

function texts(values: readonly unknown[]): string[] {
  return values.map(scalar).filter((value) => value !== null && !isPlaceholder(value)) as string[];
}

function alternatives(path: string): readonly Alternative[] {
  let known = parsed.get(path);
  if (known === undefined) {
    known = path.split(' ?? ').map(parseAlternative);
    parsed.set(path, known);
  }
  return known;
}

function parseAlternative(source: string): Alternative {
  if (!source.startsWith('template:')) return { kind: 'path', steps: parseSteps(source) };
  const parts = source
    .slice('template:'.length)
    .split(/(\{[^{}]+\})/)
    .filter((part) => part !== '')
    .map((part): TemplatePart => {
      if (!part.startsWith('{')) return part;
      const inner = part.slice(1, -1);
      return WORDS.has(inner) ? { word: inner } : { steps: parseSteps(inner) };
    });
  return { kind: 'template', parts };
}

/** @throws Error on anything that is no path */
function parseSteps(source: string): readonly Step[] {
  const steps: Step[] = [];
  const pattern = /([A-Za-z0-9_@-]+)|\[\]|\[([A-Za-z0-9_@.-]*)([=~])([^\]]+)\]|\[>([^\]]+)\]|\./y;
  let expectKey = true;
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(source);
    const key = match?.[1];
    if (match === null || (key !== undefined) !== expectKey)
      throw new Error(`no field path: "${source}" at ${at}`);
    if (key !== undefined) {
      steps.push({ kind: 'key', key });
      expectKey = false;
    } else if (match[0] === '.') {
      expectKey = true;
    } else if (match[3] !== undefined) {
      steps.push({
        kind: 'filter',
        property: match[2] ?? '',
        contains: match[3] === '~',
        text: (match[4] ?? '').toLowerCase(),
      });
    } else if (match[5] !== undefined) {
      steps.push({ kind: 'after', text: match[5].toLowerCase() });
    } else {
      steps.push({ kind: 'list' });
    }
  }
  if (expectKey) throw new Error(`no field path: "${source}" ends on a dot`);
  return steps;
}

function follow(steps: readonly Step[], root: unknown): readonly unknown[] {
  let values: readonly unknown[] = [root];
  for (const step of steps) {
    switch (step.kind) {
      case 'key':
        values = values.flatMap((value) =>
          elements(opened(value)).map((element) => member(element, step.key)),
        );
        break;
      case 'list':
        values = values.flatMap(elements);
        break;
      case 'filter':
        values = values.flatMap(elements).filter((element) => passes(element, step));
        break;
      case 'after':
        values = values.flatMap(elements).map((element) => following(scalar(element), step.text));
        break;
    }
    values = values.filter((value) => value !== undefined && value !== null);
  }
  return values;
}

/** Policies are logged as JSON in a string: a path leads on into it. */
function opened(value: unknown): unknown {
  return typeof value === 'string' && value.trimStart().startsWith('{') ? parsedObject(value) : value;
}

/**
 * The elements of a list in any of the forms in which the clouds log one: an array, `items` or
 * `item` below an object, a single element, or EC2's `{"tag":1,"content":…}` around an element.
 */
function elements(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.map(unwrapTagged);
  if (isObject(value)) {
    const keys = Object.keys(value);
    if (keys.length === 1) {
      const only = foldKey(keys[0] ?? '');
      if (only === 'items' || only === 'item') return elements(value[keys[0] ?? '']);
    }
  }
  return [unwrapTagged(value)];
}

function unwrapTagged(value: unknown): unknown {
  return isObject(value) && Object.hasOwn(value, 'content') && Object.hasOwn(value, 'tag')
    ? value['content']
    : value;
}

function passes(element: unknown, filter: Extract<Step, { kind: 'filter' }>): boolean {
  const tested = filter.property === '' ? element : member(element, filter.property);
  const value = scalar(tested)?.toLowerCase();
  if (value === undefined) return false;
  return filter.contains ? value.includes(filter.text) : value === filter.text;
}

/** What stands in `value` after the first `text`, which is in lower case; `null` when it does not hold it. */
function following(value: string | null, text: string): string | null {
  const at = value?.toLowerCase().indexOf(text) ?? -1;
  return value === null || at === -1 ? null : value.slice(at + text.length);
}

function scalar(value: unknown): string | null {
  const bare = unwrapTagged(value);
  return typeof bare === 'boolean' ? String(bare) : text(bare);
}

/** Redacted or elided values identify nothing: linking on them would join strangers. A `*` says everybody. */
export function isPlaceholder(value: string): boolean {
  if (value === '*') return false;
  return !/[A-Za-z0-9]/.test(value) || /^<[^>]*>$/.test(value) || value === 'HIDDEN_DUE_TO_SECURITY_REASONS';
}

/**
 * A value that is a full name already is taken as it is, and so is a bare one when a word or a path before it
 * yields nothing.
 */
function fill(
  parts: readonly TemplatePart[],
  root: unknown,
  words: Readonly<Record<string, string | null>>,
): string[] {
  const paths = parts.filter((part): part is TemplatePath => typeof part === 'object' && 'steps' in part);
  const path = paths.at(-1);
  if (path === undefined) return [];
  const before = new Map(paths.slice(0, -1).map((part) => [part, texts(follow(part.steps, root))[0]]));
  const complete =
    parts.every((part) => typeof part === 'string' || 'steps' in part || words[part.word]) &&
    [...before.values()].every((value) => value !== undefined);
  return texts(follow(path.steps, root)).map((value) => {
    if (!complete || /^(?:arn:|projects\/|https:\/\/)/.test(value)) return value;
    return parts
      .map((part) => {
        if (typeof part === 'string') return part;
        if ('word' in part) return words[part.word] ?? '';
        return before.get(part) ?? value;
      })
      .join('');
  });
}

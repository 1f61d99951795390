/**
 * Builds records out of field paths: the reverse of what the product's reader does, written apart from it, so
 * that the two check each other. The grammar of paths stands with the catalogue's `Operation`.
 */
type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'filter'; readonly property: string; readonly contains: boolean; readonly text: string }
  | { readonly kind: 'option'; readonly text: string };

export interface Filled {
  /** What the reader has to find. */
  readonly id: string;
}

/** How a record writes its lists. */
export type ListStyle = 'array' | 'items' | 'item' | 'item list' | 'tagged' | 'single';

export type Tree = { [key: string]: unknown };

/** Values that a template knows of the record as a whole. */
export type Words = Readonly<Record<string, string>>;

export function alternativesOf(path: string): readonly string[] {
  return path.split(' ?? ');
}

/**
 * Puts what `alternative` leads to into `root`, or returns `null` when something else stands there already.
 * `name` makes the value; filters may add to it.
 */
export function fillPath(
  root: Tree,
  alternative: string,
  name: string,
  style: ListStyle,
  words: Words,
): Filled | null {
  if (!alternative.startsWith('template:')) {
    const id = put(root, stepsOf(alternative), name, style);
    return id === null ? null : { id };
  }
  let failed = false;
  const parts = alternative.slice('template:'.length).split(/\{([^{}]+)\}/);
  const paths = parts.filter((part, index) => index % 2 === 1 && words[part] === undefined);
  const id = parts
    .map((part, index) => {
      if (index % 2 === 0) return part;
      const word = words[part];
      if (word !== undefined) return word;
      const at = paths.indexOf(part);
      const value = put(root, stepsOf(part), at === paths.length - 1 ? name : `${name}-up${at}`, style);
      failed ||= value === null;
      return value ?? '';
    })
    .join('');
  return failed ? null : { id };
}

function stepsOf(path: string): readonly Step[] {
  const pattern = /([A-Za-z0-9_@-]+)|\[\]|\[>([^\]]+)\]|\[([^\]=~]*)([=~])([^\]]+)\]/g;
  return [...path.matchAll(pattern)].map((match): Step => {
    const [, key, option, property, operator, text] = match;
    if (key !== undefined) return { kind: 'key', key };
    if (option !== undefined) return { kind: 'option', text: option };
    if (operator === undefined) return { kind: 'list' };
    return { kind: 'filter', property: property ?? '', contains: operator === '~', text: text ?? '' };
  });
}

function put(root: Tree, steps: readonly Step[], name: string, style: ListStyle): string | null {
  let node: Tree = root;
  let filtered: readonly string[] = [];
  for (let at = 0; at < steps.length; ) {
    const step = steps[at] as Step;
    if (step.kind !== 'key') throw new Error('a path starts with a key');
    const about: Step[] = [];
    at++;
    while (at < steps.length && steps[at]?.kind !== 'key') about.push(steps[at++] as Step);
    const tests = about.flatMap((item) => (item.kind === 'filter' ? [item] : []));
    // The first key names a part of the record, which is never a list.
    const isList = about.some(({ kind }) => kind === 'list') && node !== root;
    const old = unlisted(node[step.key]);
    if (at === steps.length) {
      const own = tests.find(({ property }) => property === '');
      const value = own === undefined ? name : own.contains ? around(own.text, name) : own.text;
      const others = tests.filter(({ property }) => property !== '');
      if (others.length > 0) {
        const element = isTree(old) ? old : {};
        if (old !== undefined && !isTree(old)) return null;
        if (!satisfy(element, others, name)) return null;
        node[step.key] = listed(element, isList, style);
        return name;
      }
      // A path may lead to the very property by which it chose its way.
      if (typeof old === 'string' && filtered.includes(step.key)) return old;
      const option = about.find((item) => item.kind === 'option');
      const written = option === undefined ? value : `-${option.text}${value}`;
      if (old !== undefined) return old === written ? value : null;
      node[step.key] = listed(written, isList, style);
      return value;
    }
    if (old !== undefined && !isTree(old)) return null;
    const element: Tree = old ?? {};
    if (!satisfy(element, tests, name)) return null;
    node[step.key] = listed(element, isList, style);
    node = element;
    filtered = tests.map(({ property }) => property);
  }
  throw new Error('a path ends');
}

/** Gives an object the properties that filters ask for; false when it has others. */
function satisfy(element: Tree, tests: readonly Extract<Step, { kind: 'filter' }>[], name: string): boolean {
  return tests.every(({ property, contains, text }) => {
    if (property === '') return false;
    const old = element[property];
    if (old === undefined) element[property] = contains ? around(text, name) : text;
    return old === undefined || (contains ? String(old).includes(text) : old === text);
  });
}

function around(text: string, name: string): string {
  return text.startsWith('/') || text.startsWith(':') ? `x${text}${name}` : `${text}${name}`;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listed(value: unknown, isList: boolean, style: ListStyle): unknown {
  if (!isList) return value;
  switch (style) {
    case 'array':
      return [value];
    case 'items':
      return { items: [value] };
    case 'item':
      return { item: value };
    case 'item list':
      return { item: [value] };
    case 'tagged':
      return { tag: 1, content: value };
    case 'single':
      return value;
  }
}

function unlisted(value: unknown): unknown {
  if (Array.isArray(value)) return value[0];
  if (isTree(value)) {
    if ('items' in value) return unlisted(value['items']);
    if ('item' in value) return unlisted(value['item']);
    if ('content' in value && 'tag' in value) return value['content'];
  }
  return value;
}

import fc from 'fast-check';

/** Ways in which text is broken on its way: cut, lost, overwritten, or with something in it that is too much. */
export type Mutation =
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'overwrite'; readonly at: number; readonly text: string }
  | { readonly kind: 'cut'; readonly at: number };

const fragment = fc.constantFrom(
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'x',
  '\n',
  '\r\n',
  '\0',
  '"x',
  '{"',
  '}]',
  '\ud83d\ude00',
  'null',
  '{x:1}',
);

/** `at` lies in [0, 1): a share of the length of what is mutated. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('delete' as const), at: share(), length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: share(), text: fragment }),
  fc.record({ kind: fc.constant('overwrite' as const), at: share(), text: fragment }),
  fc.record({ kind: fc.constant('cut' as const), at: share() }),
);

function share(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 9999 }).map((value) => value / 10_000);
}

export function mutate(text: string, mutation: Mutation): string {
  const at = Math.floor(mutation.at * text.length);
  switch (mutation.kind) {
    case 'delete':
      return text.slice(0, at) + text.slice(at + mutation.length);
    case 'insert':
      return text.slice(0, at) + mutation.text + text.slice(at);
    case 'overwrite':
      return text.slice(0, at) + mutation.text + text.slice(at + mutation.text.length);
    case 'cut':
      return text.slice(0, at);
  }
}

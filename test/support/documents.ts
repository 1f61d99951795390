import fc from 'fast-check';

/**
 * Generated log documents with what a naive reading knows of them: where each record stands, and on
 * which line and column its operation's name. The bookkeeping here is done on text, character by
 * character, and shares nothing with the scanner, which works on bytes.
 */

export interface Expected {
  readonly value: unknown;
  /** UTF-8 bytes. */
  readonly offset: number;
  readonly length: number;
  /** 1-based, UTF-16 units, of the operation's name. */
  readonly line: number;
  readonly column: number;
  readonly width: number;
}

export interface Document {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly nesting: 'root' | 'array' | 'envelope';
  readonly records: readonly Expected[];
}

/** Strings that look like structure, keys, escapes and characters of every width. */
const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '{"eventName":"Decoy","eventSource":"decoy"}',
      '[[[',
      '}]}',
      '"',
      '\\',
      '\\"',
      '\\\\',
      'eventName',
      'eventSource',
      'Records',
      '{"Records":[',
      '\n{"eventVersion":"1.08"',
      'line\r\nbreak',
      '𝒳 and \ud83d\ude00',
      'é\u2028\u2029',
      '/* no comment */',
    ),
  },
);

const key = fc.oneof(
  fc.constantFrom(
    'a',
    'value',
    'Records',
    'records',
    'Events',
    'eventName',
    'methodName',
    'items',
    '"',
    '\\',
    'é',
  ),
  hostileText,
);

const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      hostileText,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
})).value;

const FORBIDDEN = new Set([
  'eventName',
  'eventSource',
  'Records',
  'records',
  'value',
  'Events',
  'operationName',
  'EventName',
  'CloudTrailEvent',
  'logName',
]);
const otherKey = key.filter((name) => !FORBIDDEN.has(name) && name !== '__proto__');

/** What tells when and in whose log a record stands, of every cloud, also as nobody writes it. */
const stamps = fc.dictionary(
  fc.constantFrom('eventTime', 'time', 'recipientAccountId', 'resourceId', 'detail'),
  fc.oneof(
    hostileText,
    fc.constantFrom(
      '2024-03-05T10:30:00Z',
      '2024-03-05T11:30:00.5+01:00',
      '2024-02-30T10:30:00Z',
      'a',
      'a/b/c',
      5,
    ),
    fc.record({ eventTime: fc.constant('2024-03-05 12:30:00') }),
  ),
  { maxKeys: 3 },
);

/** A record with the keys of CloudTrail in any order among others; its operation's name is unique in the document. */
export function recordValue(operation: string): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.dictionary(otherKey, anyValue, { maxKeys: 4 }), stamps, fc.nat(4), fc.nat(4))
    .map(([rest, stamp, first, second]) => {
      const entries = [...Object.entries(rest), ...Object.entries(stamp)].filter(
        ([name]) => name !== '__proto__',
      );
      entries.splice(Math.min(first, entries.length), 0, ['eventName', operation]);
      entries.splice(Math.min(second, entries.length), 0, ['eventSource', 'ec2.amazonaws.com']);
      return Object.fromEntries(entries);
    });
}

interface Style {
  readonly indent: number;
  readonly eol: string;
  /** Everything beyond ASCII as `\u` escapes, and slashes escaped, as some writers do. */
  readonly ascii: boolean;
}

function write(value: unknown, { indent, eol, ascii }: Style): string {
  // Line breaks inside strings are escaped, so that all raw ones are layout.
  const json = JSON.stringify(value, null, indent).replaceAll('\n', eol);
  if (!ascii) return json;
  return json
    .replaceAll('/', '\\/')
    .replace(/[^\p{ASCII}]/gu, (character) =>
      [...Array(character.length).keys()]
        .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
        .join(''),
    );
}

const style: fc.Arbitrary<Style> = fc.record({
  indent: fc.constantFrom(0, 0, 1, 2, 4),
  eol: fc.constantFrom('\n', '\r\n', '\r'),
  ascii: fc.boolean(),
});

const layout = fc.constantFrom('array', 'envelope', 'lines', 'concatenated');

const envelopeFields = fc.dictionary(
  fc.constantFrom('count', 'nextLink', 'meta', 'é"', 'list'),
  fc.oneof(
    hostileText,
    fc.integer(),
    fc.array(hostileText, { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'eventName', 'value'), hostileText),
  ),
  { maxKeys: 2 },
);

export const document: fc.Arbitrary<Document> = fc
  .record({
    layout,
    style,
    count: fc.integer({ min: 1, max: 5 }),
    bom: fc.boolean(),
    envelopeKey: fc.constantFrom('Records', 'records', 'value', 'Events'),
    before: envelopeFields,
    after: envelopeFields,
    blanks: fc.array(fc.constantFrom('', '', ' ', '\t', 'EOL', 'EOL EOL'), { minLength: 14, maxLength: 14 }),
  })
  .chain((shape) =>
    fc
      .tuple(...Array.from({ length: shape.count }, (_, index) => recordValue(`Operation${index}x`)))
      .map((values) => compose(shape, values)),
  );

interface Shape {
  readonly layout: 'array' | 'envelope' | 'lines' | 'concatenated';
  readonly style: Style;
  readonly bom: boolean;
  readonly envelopeKey: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly blanks: readonly string[];
}

function compose(shape: Shape, values: readonly unknown[]): Document {
  const { eol } = shape.style;
  let used = 0;
  const blank = () => (shape.blanks[used++ % shape.blanks.length] ?? '').replaceAll('EOL', eol);
  const spans: { start: number; end: number; value: unknown }[] = [];
  let text = shape.bom ? '\ufeff' : '';
  const record = (value: unknown, style: Style) => {
    const start = text.length;
    text += write(value, style);
    spans.push({ start, end: text.length, value });
  };
  const list = () => {
    text += `[${blank()}`;
    values.forEach((value, index) => {
      if (index > 0) text += `${blank()},${blank()}`;
      record(value, shape.style);
    });
    text += `${blank()}]`;
  };
  const fields = (of: Readonly<Record<string, unknown>>) =>
    Object.entries(of).map(
      ([name, value]) => `${write(name, shape.style)}${blank()}:${blank()}${write(value, shape.style)}`,
    );

  switch (shape.layout) {
    case 'array':
      text += blank();
      list();
      text += blank();
      break;
    case 'envelope':
      text += `${blank()}{${blank()}`;
      for (const field of fields(shape.before)) text += `${field},${blank()}`;
      text += `"${shape.envelopeKey}"${blank()}:${blank()}`;
      list();
      for (const field of fields(shape.after)) text += `,${blank()}${field}`;
      text += `${blank()}}${blank()}`;
      break;
    case 'lines':
      for (const value of values) {
        record(value, { ...shape.style, indent: 0 });
        text += `${eol}${blank()}`;
      }
      break;
    case 'concatenated':
      for (const value of values) {
        record(value, shape.style);
        text += blank();
      }
  }
  const nesting = shape.layout === 'array' || shape.layout === 'envelope' ? shape.layout : 'root';
  return {
    text,
    bytes: encode(text),
    nesting,
    records: spans.map((span, index) => expected(text, span, index)),
  };
}

function expected(
  text: string,
  { start, end, value }: { start: number; end: number; value: unknown },
  index: number,
): Expected {
  const name = `"Operation${index}x"`;
  const at = text.indexOf(name, start) + 1;
  const before = text.slice(text.startsWith('\ufeff') ? 1 : 0, at);
  const lines = before.split(/\r\n|\r|\n/);
  return {
    value,
    offset: encode(text.slice(0, start)).length,
    length: encode(text.slice(start, end)).length,
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    width: name.length - 2,
  };
}

export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

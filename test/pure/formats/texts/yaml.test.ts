import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { isYaml, MAX_DOCUMENT_BYTES, YamlScanner } from '../../../../src/core/formats/texts/yaml.js';
import { encode } from '../../../support/documents.js';
import { gcpEntry, snapshot } from '../../../support/gcpAudit.js';
import { mutate, mutation } from '../../../support/mutations.js';
import { pieceSizes, scanText } from '../../../support/textScan.js';

const WHOLE = [Number.MAX_SAFE_INTEGER];

const isWrapping = (gap: string) =>
  gap
    .split(/\r\n|\r|\n/)
    .every((line) => /^(?:---|\.\.\.)?[ \t]*(?:#.*)?$|^%(?:YAML|TAG) |^Events:$/.test(line));

function scanYaml(text: string, sizes: readonly number[] = WHOLE) {
  return scanText(new YamlScanner(), encode(text), sizes, isWrapping);
}

const values = (text: string) => scanYaml(text).records.map(({ value }) => value);

/** As `gcloud logging read` prints an entry: fields in the order of their names, text quoted only where it must be. */
const entry = gcpEntry({
  method: 'v1.compute.snapshots.delete',
  resourceName: snapshot('s'),
  time: '10:00:00',
});
const printed = stringify(entry, { lineWidth: 0, version: '1.1', sortMapEntries: true });

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(
    '---',
    '\n---\n',
    '- a',
    '\n- a\n',
    '# no comment',
    '12e4',
    '0123',
    '2024-05-01T10:00:00Z',
    'null',
    '&a',
    '*a',
    '<<',
    'a: b',
    '1234567890123456789',
    '\t',
    'x\n\n\n',
    '{',
    '%YAML 1.1\n',
  ),
);
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const fields = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      leaf,
      { maxKeys: 3 },
    ),
  ),
  { minKeys: 1, maxKeys: 4 },
);

/** Documents, or one list, or a list below an envelope's key, written by the package and laid out here. */
const written = fc
  .record({
    layout: fc.constantFrom('documents', 'list', 'envelope'),
    eol: fc.constantFrom('\n', '\r\n'),
    records: fc.array(fields, { minLength: 1, maxLength: 4 }),
  })
  .map(({ layout, eol, records }) => {
    let all = layout === 'envelope' ? 'Events:\n' : '';
    const expected: { offset: number; length: number; value: unknown }[] = [];
    for (const value of records) {
      const block = stringify(value, { lineWidth: 40 }).replace(/\n+$/, '');
      const own =
        layout === 'documents'
          ? block
          : `- ${block.replaceAll('\n', '\n  ')}`.replace(/(?<=\n) +(?=\n|$)/g, '');
      if (layout === 'documents') all += '---\n';
      expected.push({
        offset: encode(all.replaceAll('\n', eol)).length,
        length: encode(own.replaceAll('\n', eol)).length,
        value,
      });
      all += `${own}\n`;
    }
    return { text: all.replaceAll('\n', eol), expected };
  });

/** Each kind of nesting; a parser that calls itself for each level ends the whole process on some of them. */
const DEEP: readonly string[] = [
  `a: ${'['.repeat(50_000)}`,
  `a: ${'['.repeat(101)}${']'.repeat(101)}`,
  `a: ${'{a: '.repeat(50_000)}`,
  `a:\n  ${'- '.repeat(50_000)}x`,
  `a:\n  ${'? '.repeat(50_000)}x`,
  `a:\n  ${': '.repeat(50_000)}x`,
  `a:\n  ${'- ? '.repeat(50_000)}x`,
  `a:\n  ${'-\t'.repeat(50_000)}x`,
  `a: ${'- '.repeat(50_000)}x`,
  Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
  Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}${'a'.repeat(1000 - level)}:`).join('\n'),
  `a:\n${Array.from({ length: 20 }, (_, level) => ` ${' '.repeat(100 * level)}${'- '.repeat(50)}`).join('\n')}x`,
  Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}-`)
    .join('\n')
    .replace('-', 'a:'),
];

describe('yaml', () => {
  it('finds every record with its exact bytes and value, however the text is split', () => {
    fc.assert(
      fc.property(written, pieceSizes, (made, sizes) => {
        const { records, skipped, end } = scanYaml(made.text, sizes);
        assert.deepEqual(skipped, []);
        assert.deepEqual(
          records.map(({ offset, length }) => ({ offset, length })),
          made.expected.map(({ offset, length }) => ({ offset, length })),
        );
        // Block scalars at the end of a record lose blank lines that only "keep" would count.
        const trimmed = (value: unknown) => JSON.stringify(value).replaceAll(/(?:\\n)+"/g, '"');
        assert.equal(
          trimmed(records.map(({ value }) => value)),
          trimmed(made.expected.map(({ value }) => value)),
        );
        assert.equal(end, null);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, hangs or loses a byte on broken text, and tells the same however it is split', () => {
    fc.assert(
      fc.property(
        written,
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        pieceSizes,
        (made, how, sizes) => {
          const broken = how.reduce(mutate, made.text);
          assert.deepEqual(scanYaml(broken, sizes), scanYaml(broken));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps the other records when one is broken', () => {
    for (const broken of [
      'a: [1',
      'a: b: c',
      'a: "x',
      '\ta: {',
      'just text',
      '- a\n- b',
      'a: *nowhere',
      '? [a]\n: b',
    ]) {
      const { records, skipped } = scanYaml(`---\n${printed}---\n${broken}\n---\n${printed}`);
      assert.equal(records.length, 2, broken);
      const [first] = skipped;
      assert.equal(first?.offset, 4 + encode(printed).length + 4, broken);
      if (!broken.startsWith('- ')) {
        const items = [printed, `${broken}\n`, printed].map(
          (item) => `- ${item.replaceAll(/\n(?=.)/g, '\n  ')}`,
        );
        assert.equal(scanYaml(items.join('')).records.length, 2, broken);
      }
    }
  });

  it('reads an entry as the JSON of the same entry', () => {
    assert.deepEqual(values(`---\n${printed}---\n${printed}`), [entry, entry]);
  });

  it('keeps text as it is written: ids, dates and what only looks like a number', () => {
    const [value] = values(
      [
        'insertId: 1234567890123456789012',
        'number: 111122223333',
        'zeros: 000000000012',
        'exponent: 12e4',
        'hex: 0x1F',
        'octal: 0o17',
        'big: 12345678901234567890.5',
        'ratio: 0.25',
        'timestamp: 2024-05-01T10:00:00.123456789Z',
        'day: 2024-05-01',
        'yes: yes',
        'yep: true',
        'none:',
        'tilde: ~',
        'tagged: !!int 12',
        'custom: !ruby/object:Gem {a: 1}',
        'binary: !!binary aGk=',
        '12: key',
      ].join('\n'),
    );
    assert.deepEqual(value, {
      12: 'key',
      insertId: '1234567890123456789012',
      number: 111122223333,
      zeros: '000000000012',
      exponent: '12e4',
      hex: '0x1F',
      octal: '0o17',
      big: '12345678901234567890.5',
      ratio: 0.25,
      timestamp: '2024-05-01T10:00:00.123456789Z',
      day: '2024-05-01',
      yes: 'yes',
      yep: true,
      none: null,
      tilde: null,
      tagged: '12',
      custom: { a: 1 },
      binary: 'aGk=',
    });
  });

  it('takes the last of equal keys, and merge keys and __proto__ for plain keys', () => {
    const [value] = values('base: &b {x: 1}\na: 1\na: 2\n<<: *b\n__proto__: {polluted: 1}');
    assert.deepEqual(Object.entries(value ?? {}), [
      ['base', { x: 1 }],
      ['a', 2],
      ['<<', { x: 1 }],
      ['__proto__', { polluted: 1 }],
    ]);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });

  it('is not exhausted by aliases, depth or size', () => {
    const laughs = [
      'a0: &a0 x',
      ...Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
    ];
    for (const [hostile, reason] of [
      [laughs.join('\n'), 'more than 1000000 values, aliases resolved'],
      ['a: &a [*a]', 'an alias without its anchor'],
      ...DEEP.map((text) => [text, 'nested more than 100 levels deep'] as const),
      [`a: ${'x'.repeat(MAX_DOCUMENT_BYTES)}`, `a document of more than ${MAX_DOCUMENT_BYTES} bytes`],
      [
        `a: b\n${` x: ${'y'.repeat(4096)}\n`.repeat(MAX_DOCUMENT_BYTES / 4096)}`,
        `a document of more than ${MAX_DOCUMENT_BYTES} bytes`,
      ],
    ] as const) {
      const { records, skipped } = scanYaml(`---\n${printed}---\n${hostile}\n---\n${printed}`, [1 << 18]);
      assert.deepEqual(
        [records.length, skipped.map((stretch) => stretch.reason)],
        [2, [reason]],
        hostile.slice(0, 40),
      );
    }
  });

  it('takes brackets and blanks inside texts for no nesting', () => {
    const brackets = '[{'.repeat(500);
    const steps = Array.from({ length: 300 }, (_, level) => `  ${' '.repeat(level)}x`).join('\n');
    assert.deepEqual(
      values(`a: '${brackets}'\nb: "${brackets}"\nc: x${brackets}\nd: |-\n  x\n${steps}\n`).map(Object.keys),
      [['a', 'b', 'c', 'd']],
    );
  });

  it('reads a list below the key of an answer, and tells the fields beside it', () => {
    const item = 'EventId: e\n  EventName: CreateSnapshot\n';
    const { records, skipped } = scanYaml(`Events:\n- ${item}\n- ${item}NextToken: abc\n`);
    assert.equal(records.length, 2);
    assert.deepEqual(
      skipped.map(({ reason }) => reason),
      ['beside the list of records'],
    );
  });

  it('is told by the keys of its records', () => {
    for (const log of [
      printed,
      `---\n${printed}`,
      `%YAML 1.1\n--- # entries\n${printed}`,
      `- ${printed.replaceAll(/\n(?=.)/g, '\n  ')}`,
      '- authorization:\n    action: a\n  caller: c\n  eventTimestamp: "x"\n  operationName:\n    value: v\n',
      'operationName: {value: v}\r\neventTimestamp: x\r\n',
      "Events:\n- CloudTrailEvent: '{}'\n  EventId: e\n",
    ]) {
      assert.ok(isYaml(encode(log)), log);
    }
    for (const other of [
      '',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec:\n  containers:\n  - name: insertId\n    logName: x\n    insertId: y\n',
      'on:\n  push:\njobs:\n  build:\n    steps:\n      - uses: a\n        eventName: x\n        eventSource: y\n',
      '- hosts: all\n  tasks:\n    - name: eventName\n',
      'operationName: x\npaths: {}\n',
      'detection:\n  selection:\n    eventSource: ec2.amazonaws.com\n    eventName: CreateSnapshot\n',
      '{"insertId": "a", "logName": "b"}',
      '{\n"insertId": "a",\n"logName": "b"\n}',
      '[\n"insertId: a",\n"logName: b"\n]',
      '{"a":1}\ninsertId: a\nlogName: b\n',
      'insertId,logName,protoPayload.methodName\n',
      'insertId:a\nlogName:b\n',
    ]) {
      assert.ok(!isYaml(encode(other)), other);
    }
  });
});

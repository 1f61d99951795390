import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { fileOf } from '../../../../src/core/formats/byteStream.js';
import { isParquet, readParquet } from '../../../../src/core/formats/texts/parquet.js';
import type { JsonObject } from '../../../../src/core/providers/json.js';
import {
  binary,
  type Codec,
  type Column,
  list,
  struct,
  varint,
  withFooter,
  writeParquet,
  zigzag,
} from '../../../support/parquet.js';

async function read(bytes: Uint8Array) {
  const rows: JsonObject[] = [];
  const skipped: { offset: number; length: number; reason: string }[] = [];
  const error = await readParquet(fileOf(bytes), {
    row: (value, index, { offset, length }) => {
      assert.ok(offset >= 4 && length > 0 && offset + length <= bytes.length);
      assert.ok(index >= rows.length);
      rows.push(value);
    },
    skipped: (offset, length, reason) => skipped.push({ offset, length, reason }),
  });
  return { rows, skipped, error };
}

const text = (name: string, kind: Column['kind'] = 'optional'): Column => ({
  name,
  kind,
  type: 6,
  converted: 0,
});
const group = (name: string, children: readonly Column[]): Column => ({ name, kind: 'optional', children });

/** The shape of a row of Security Lake: OCSF's nested structs, lists and times. */
const COLUMNS: readonly Column[] = [
  { name: 'time', kind: 'required', type: 2 },
  { name: 'time_dt', kind: 'optional', type: 2, converted: 10 },
  { name: 'severity_id', kind: 'optional', type: 1 },
  group('api', [text('operation'), group('service', [text('name')])]),
  {
    name: 'resources',
    kind: 'optional',
    converted: 3,
    children: [{ name: 'list', kind: 'repeated', children: [group('element', [text('uid'), text('type')])] }],
  },
  {
    name: 'unmapped',
    kind: 'optional',
    converted: 1,
    children: [{ name: 'key_value', kind: 'repeated', children: [text('key', 'required'), text('value')] }],
  },
  { name: 'tags', kind: 'repeated', type: 6, converted: 0 },
  { name: 'raw', kind: 'optional', type: 6 },
];

const word = fc.oneof(
  fc.constantFrom('CreateSnapshot', 'snap-0a', '', '{"a":1}', '\u{1f600}'),
  fc.string({ maxLength: 9 }),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Rows as they are to be read; `stored` is how their columns hold them. */
const row = fc.record({
  time: fc.integer({ min: 0, max: 2 ** 45 }),
  millis: maybe(fc.integer({ min: 0, max: 2 ** 41 })),
  severity: maybe(fc.integer({ min: -5, max: 99 })),
  api: maybe(fc.record({ operation: maybe(word), service: maybe(word) })),
  resources: maybe(fc.array(maybe(fc.record({ uid: maybe(word), type: maybe(word) })), { maxLength: 3 })),
  unmapped: maybe(fc.dictionary(word, maybe(word), { maxKeys: 3 })),
  tags: fc.array(word, { maxLength: 3 }),
  raw: maybe(word),
});
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

const stored = (made: Row): Record<string, unknown> => ({
  time: BigInt(made.time),
  time_dt: made.millis === undefined ? undefined : BigInt(made.millis) * 1000n,
  severity_id: made.severity,
  api: made.api && {
    operation: made.api.operation,
    service: made.api.service === undefined ? undefined : { name: made.api.service },
  },
  resources: made.resources && { list: made.resources.map((element) => ({ element })) },
  unmapped: made.unmapped && {
    key_value: Object.entries(made.unmapped).map(([key, value]) => ({ key, value })),
  },
  tags: made.tags,
  raw: made.raw,
});

const expected = (made: Row): unknown =>
  JSON.parse(
    JSON.stringify({
      time: made.time,
      time_dt: made.millis === undefined ? undefined : new Date(made.millis).toISOString(),
      severity_id: made.severity,
      api: made.api && {
        operation: made.api.operation,
        service: made.api.service === undefined ? undefined : { name: made.api.service },
      },
      resources: made.resources?.map((resource) => resource ?? null),
      unmapped:
        made.unmapped &&
        Object.fromEntries(Object.entries(made.unmapped).map(([key, value]) => [key, value ?? null])),
      tags: made.tags,
      raw: made.raw,
    }),
  );

const writing = fc.record({
  codec: fc.constantFrom<Codec>('UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'),
  dictionary: fc.boolean(),
  groupRows: fc.integer({ min: 1, max: 4 }),
});

const sample = (how = {}) =>
  writeParquet(
    COLUMNS,
    ['CreateSnapshot', 'ModifySnapshotAttribute', 'DeleteSnapshot'].map((operation, index) => ({
      time: 1_714_557_600_000n + BigInt(index),
      api: { operation, service: { name: 'ec2.amazonaws.com' } },
      resources: { list: [{ element: { uid: 'snap-0a', type: 'AWS::EC2::Snapshot' } }] },
      tags: ['a', 'b'],
    })),
    { groupRows: 1, ...how },
  );

describe('parquet', () => {
  it('reads nested rows in every packing and encoding', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), writing, async (made, how) => {
        const { rows, skipped, error } = await read(writeParquet(COLUMNS, made.map(stored), how));
        assert.deepEqual({ skipped, error }, { skipped: [], error: null });
        assert.deepEqual(rows, made.map(expected));
      }),
      { numRuns: 60 },
    );
  });

  it('writes its fixtures so that another reader reads them', async () => {
    for (const codec of ['UNCOMPRESSED', 'SNAPPY'] as const) {
      const bytes = sample({ codec, dictionary: true });
      const others = await parquetReadObjects({
        file: { byteLength: bytes.length, slice: (from, to) => bytes.slice(from, to).buffer },
      });
      const { rows } = await read(bytes);
      assert.equal(others.length, rows.length);
      for (const [index, { api, resources }] of others.entries()) {
        assert.deepEqual(
          { api, resources },
          { api: rows[index]?.['api'], resources: rows[index]?.['resources'] },
        );
      }
    }
  });

  it('keeps all digits, and shows bytes that are no text', async () => {
    const columns: readonly Column[] = [
      { name: 'big', kind: 'required', type: 2 },
      { name: 'micros', kind: 'required', type: 2, converted: 10 },
      { name: 'price', kind: 'required', type: 2, converted: 5 },
      { name: 'ratio', kind: 'required', type: 5 },
      { name: 'bytes', kind: 'required', type: 6 },
      { name: '__proto__', kind: 'required', type: 6 },
    ];
    const { rows } = await read(
      writeParquet(columns, [
        {
          big: 9_223_372_036_854_775_807n,
          micros: 1_714_557_600_123_456n,
          price: -12n,
          ratio: 0.25,
          bytes: Uint8Array.of(0xff, 0x00),
          ['__proto__']: 'x',
        },
      ]),
    );
    assert.deepEqual(Object.entries(rows[0] ?? {}), [
      ['big', '9223372036854775807'],
      ['micros', '2024-05-01T10:00:00.123456Z'],
      ['price', '-12'],
      ['ratio', 0.25],
      ['bytes', '0xff00'],
      ['__proto__', 'x'],
    ]);
  });

  it('reads the row groups around a damaged one', async () => {
    const bytes = sample();
    const at = new TextDecoder('latin1').decode(bytes).indexOf('ModifySnapshotAttribute');
    // The length of the value before its text.
    bytes[at - 1] = 0x7f;
    const { rows, skipped, error } = await read(bytes);
    assert.equal(error, null);
    assert.equal(rows.length, 2);
    assert.deepEqual(
      skipped.map(({ reason }) => reason),
      ['row group 2, from its row 1 on: a page that ends early'],
    );
    const [stretch] = skipped;
    assert.ok(stretch !== undefined && stretch.offset < at && stretch.offset + stretch.length > at);
  });

  const samples = (['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'] as const).flatMap((codec) => [
    sample({ codec }),
    sample({ codec, dictionary: true }),
  ]);
  const changes = fc.array(
    fc.record({ at: fc.nat(9999), value: fc.oneof(fc.nat(255), fc.constantFrom(0, 0x7f, 0x80, 0xff)) }),
    { minLength: 1, maxLength: 4 },
  );
  const broken = (
    bytes: Uint8Array,
    from: number,
    to: number,
    how: readonly { at: number; value: number }[],
  ) => {
    const copy = bytes.slice();
    for (const { at, value } of how) copy[from + (at % (to - from))] = value;
    return copy;
  };
  const footerOf = (bytes: Uint8Array) =>
    bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true);

  it('reads each row or tells its row group as skipped, when columns are broken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), changes, async (bytes, how) => {
        const { rows, skipped, error } = await read(broken(bytes, 4, footerOf(bytes), how));
        assert.equal(error, null);
        assert.ok(rows.length + skipped.length >= 3, `${rows.length} rows, ${skipped.length} skipped`);
      }),
      { numRuns: 300 },
    );
  });

  it('comes to an end on a broken footer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), changes, async (bytes, how) => {
        const { rows, skipped, error } = await read(broken(bytes, footerOf(bytes), bytes.length, how));
        // Of a file of this size no more can come than its bytes can stand for.
        assert.ok(rows.length <= 32 * bytes.length && skipped.length <= bytes.length && error !== '');
      }),
      { numRuns: 600 },
    );
  });

  it('refuses what claims more than its bytes can hold', async () => {
    const endless = [0xfc, ...[0xff, 0xff, 0xff, 0xff, 0x07]];
    const nested = Array.from({ length: 1000 }, () => 0x1c);
    for (const [footer, reason] of [
      [struct([[2, 9, endless]]), /cut off/],
      [struct([[2, 8, [0xff, 0xff, 0xff, 0xff, 0x0f]]]), /cut off/],
      [nested, /nested too deeply/],
      [struct([[2, 9, list(12, [struct([[5, 5, zigzag(2_000_000_000)]])])]]), /not there/],
      [
        struct([
          [
            2,
            9,
            list(
              12,
              Array.from({ length: 100 }, () => struct([[5, 5, zigzag(1)]])),
            ),
          ],
        ]),
        /nested more than 64/,
      ],
      [
        struct([
          [
            2,
            9,
            list(
              12,
              Array.from({ length: 20_001 }, () => [0]),
            ),
          ],
        ]),
        /more than 20000 columns/,
      ],
      [[0x06, ...Array.from({ length: 50 }, () => 0xff)], /too long/],
      [[], /cut off/],
    ] as const) {
      const { error } = await read(withFooter([0x50, 0x41, 0x52, 0x31], footer));
      assert.match(error ?? '', reason);
    }
    const cut = sample();
    assert.match((await read(cut.subarray(0, cut.length - 3))).error ?? '', /footer is missing/);
    cut.set([0xff, 0xff, 0xff, 0xff], cut.length - 8);
    assert.match((await read(cut)).error ?? '', /claims 4294967295 bytes/);
  });

  it('refuses pages that claim more than their bytes can hold', async () => {
    const run = (count: number) => [...varint(count * 2), 0];
    const levels = [6, 0, 0, 0, ...run(0x7fff_ffff)];
    for (const [name, bytes, rows, reason] of [
      [
        'rows without end',
        dataPage(0x7fff_ffff, levels),
        2_000_000_000,
        /more values than its bytes can stand for/,
      ],
      ['too few values', dataPage(3, levels), 5, /a column with too few values/],
      ['too many values', dataPage(5, levels), 3, /more values than its 3 rows have/],
      ['no rows but values', dataPage(5, levels), 0, /more values than its 0 rows have/],
      ['a page of gigabytes', dataPage(3, levels, 0x7fff_ffff), 3, /claims 2147483647 bytes/],
      ['a page of negative size', dataPage(3, levels, -1), 3, /claims -1 bytes/],
      ['a packed page of gigabytes', dataPage(3, levels, 10, 0x7fff_ffff), 3, /cut off/],
      ['levels beyond the page', dataPage(3, [0xff, 0xff, 0xff, 0x7f, 0]), 3, /ends early/],
      ['no page at all', [], 3, /too few values/],
    ] as const) {
      const { skipped, error } = await read(oneColumn(bytes, rows));
      assert.equal(error, null, name);
      assert.match(skipped[0]?.reason ?? '', reason, name);
    }
  });

  it('refuses packed pages that unpack to something else, in every packing', async () => {
    const page = (body: readonly number[], size: number) => dataPage(3, body, size);
    for (const [codec, body, size] of [
      // A literal whose length would lead back to itself: readers that count in 32 bits with a sign go round for ever.
      [1, [10, 0xfc, 0xfa, 0xff, 0xff, 0xff, 0, 0, 0, 0], 10],
      [1, [0xff, 0xff, 0xff, 0xff, 0x0f, 0], 10],
      [1, [10, 0x01, 0x00], 10],
      [2, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f], 10],
      [2, [1, 2, 3], 10],
      [6, [0x28, 0xb5, 0x2f, 0xfd, 0xe0, ...Array<number>(8).fill(0x7f)], 10],
      [6, [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xff, 1, 0, 0], 10],
      // A run of two megabytes in a page that claims ten bytes.
      [6, [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, 0x03, 0x00, 0xff, 7], 10],
      [4, [0], 10],
    ] as const) {
      const { rows, skipped } = await read(oneColumn(page(body, size), 3, codec));
      assert.equal(rows.length, 0);
      assert.match(skipped[0]?.reason ?? '', /another size|unpack|packed/, String(body));
    }
  });

  it('reads pages of version 2', async () => {
    const details = [1, 2, 3].map((id) => [id, 5, zigzag(id === 2 ? 1 : 3)] as const);
    const header = (isPacked: number, unpacked: number, packed: number) =>
      struct([
        [1, 5, zigzag(3)],
        [2, 5, zigzag(unpacked)],
        [3, 5, zigzag(packed)],
        [
          8,
          12,
          struct([...details, [4, 5, zigzag(0)], [5, 5, zigzag(6)], [6, 5, zigzag(0)], [7, isPacked, []]]),
        ],
      ]);
    const levels = [2, 1, 2, 0, 2, 1];
    const values = [7, 0, 0, 0, 9, 0, 0, 0];
    const snappy = [8, 0x1c, ...values];
    for (const bytes of [
      [...header(2, 14, 14), ...levels, ...values],
      [...header(1, 14, 16), ...levels, ...snappy],
    ]) {
      const { rows, skipped } = await read(oneColumn(bytes, 3, 1));
      assert.deepEqual({ rows, skipped }, { rows: [{ n: 7 }, {}, { n: 9 }], skipped: [] });
    }
  });

  it('reads no bytes twice for two row groups', async () => {
    const bytes = dataPage(3, [6, 0, 0, 0, ...[...varint(6), 0, 0, 0].slice(0, 6), 0, 0]);
    const groups = Array.from({ length: 50 }, () => bytes);
    const { skipped } = await read(oneColumn(bytes, 3, 0, groups.length));
    assert.ok(skipped.some(({ reason }) => /those of other row groups/.test(reason)));
  });

  it('is told by its first bytes', () => {
    assert.ok(isParquet(sample()));
    assert.ok(!isParquet(sample().subarray(1)));
    assert.ok(!isParquet(new Uint8Array()));
  });
});

/** A data page of version 1 of plain values, with what it claims about its sizes. */
function dataPage(
  count: number,
  body: readonly number[],
  unpacked = body.length,
  packed = body.length,
): number[] {
  const header = struct([
    [1, 5, zigzag(0)],
    [2, 5, zigzag(unpacked)],
    [3, 5, zigzag(packed)],
    [5, 12, struct([1, 2, 3, 4].map((id) => [id, 5, zigzag(id === 1 ? count : id === 2 ? 0 : 3)] as const))],
  ]);
  return [...header, ...body];
}

/** A file with one optional INT32 column, whose pages are `bytes` in each of its row groups. */
function oneColumn(bytes: readonly number[], rows: number, codec = 0, groups = 1): Uint8Array {
  const metadata = struct([
    [1, 5, zigzag(1)],
    [3, 9, list(8, [binary([0x6e])])],
    [4, 5, zigzag(codec)],
    [5, 6, zigzag(rows)],
    [7, 6, zigzag(bytes.length)],
    [9, 6, zigzag(4)],
  ]);
  const group = struct([
    [1, 9, list(12, [struct([[3, 12, metadata]])])],
    [3, 6, zigzag(rows)],
  ]);
  const schema = [
    struct([
      [4, 8, binary([0x72])],
      [5, 5, zigzag(1)],
    ]),
    struct([
      [1, 5, zigzag(1)],
      [3, 5, zigzag(1)],
      [4, 8, binary([0x6e])],
    ]),
  ];
  const footer = struct([
    [2, 9, list(12, schema)],
    [
      4,
      9,
      list(
        12,
        Array.from({ length: groups }, () => group),
      ),
    ],
  ]);
  return withFooter([0x50, 0x41, 0x52, 0x31, ...bytes], footer);
}

import { gzipSync } from 'node:zlib';

/** A small writer of Parquet for fixtures: plain or dictionary pages of version 1, one page a column. */

export interface Column {
  readonly name: string;
  readonly kind: 'required' | 'optional' | 'repeated';
  /** Physical type by its number (parquet.thrift); none for a group. */
  readonly type?: number;
  /** Converted type by its number: 0 UTF8, 1 MAP, 3 LIST, 9 and 10 TIMESTAMP in milli- and microseconds. */
  readonly converted?: number;
  readonly children?: readonly Column[];
}

export type Codec = 'UNCOMPRESSED' | 'SNAPPY' | 'GZIP' | 'ZSTD';

export interface Writing {
  readonly codec?: Codec;
  readonly dictionary?: boolean;
  /** Rows of each row group; all in one when it is not given. */
  readonly groupRows?: number;
}

type Fields = readonly (readonly [id: number, type: number, value: number[]])[];

const bytesOf = (text: string) => [...new TextEncoder().encode(text)];

export function varint(value: number | bigint): number[] {
  const out: number[] = [];
  let rest = BigInt(value);
  for (; rest >= 0x80n; rest >>= 7n) out.push(Number(rest & 0x7fn) | 0x80);
  return [...out, Number(rest)];
}

export const zigzag = (value: number | bigint) => varint((BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
export const binary = (bytes: readonly number[]) => [...varint(bytes.length), ...bytes];
export const list = (type: number, items: readonly (readonly number[])[]) => [
  0xf0 | type,
  ...varint(items.length),
  ...items.flat(),
];

/** Fields in ascending order; 5 i32, 6 i64, 8 binary, 9 list, 12 struct. */
export function struct(fields: Fields): number[] {
  let before = 0;
  const out: number[] = [];
  for (const [id, type, value] of fields) {
    out.push(((id - before) << 4) | type, ...value);
    before = id;
  }
  return [...out, 0];
}

function little(value: number | bigint, width: number): number[] {
  return Array.from({ length: width }, (_, index) => Number((BigInt(value) >> BigInt(index * 8)) & 0xffn));
}

function plain(type: number, value: unknown): number[] {
  switch (type) {
    case 1:
      return little(value as number, 4);
    case 2:
      return little(value as bigint, 8);
    case 5:
      return [...new Uint8Array(new Float64Array([value as number]).buffer)];
    default: {
      const bytes = value instanceof Uint8Array ? [...value] : bytesOf(value as string);
      return [...little(bytes.length, 4), ...bytes];
    }
  }
}

/** Packed without being made smaller: what is read is the format, not the art of packing. */
function pack(bytes: readonly number[], codec: Codec): number[] {
  switch (codec) {
    case 'UNCOMPRESSED':
      return [...bytes];
    case 'GZIP':
      return [...gzipSync(Uint8Array.from(bytes))];
    case 'SNAPPY':
      return bytes.length === 0
        ? [0]
        : [...varint(bytes.length), 0xfc, ...little(bytes.length - 1, 4), ...bytes];
    case 'ZSTD':
      return [
        0x28,
        0xb5,
        0x2f,
        0xfd,
        0xa0,
        ...little(bytes.length, 4),
        ...little((bytes.length << 3) | 1, 3),
        ...bytes,
      ];
  }
}

const CODECS: Record<Codec, number> = { UNCOMPRESSED: 0, SNAPPY: 1, GZIP: 2, ZSTD: 6 };
const KINDS = { required: 0, optional: 1, repeated: 2 };

interface Shredded {
  readonly path: readonly string[];
  readonly type: number;
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  readonly entries: { repetition: number; definition: number; value: unknown }[];
}

function shred(columns: readonly Column[], rows: readonly Record<string, unknown>[]): Shredded[] {
  const leaves = new Map<Column, Shredded>();
  const plan = (column: Column, path: readonly string[], definition: number, repetition: number): void => {
    const own = definition + (column.kind === 'required' ? 0 : 1);
    const repeats = repetition + (column.kind === 'repeated' ? 1 : 0);
    const here = [...path, column.name];
    for (const child of column.children ?? []) plan(child, here, own, repeats);
    if (column.type !== undefined) {
      const { type } = column;
      leaves.set(column, { path: here, type, maxDefinition: own, maxRepetition: repeats, entries: [] });
    }
  };
  for (const column of columns) plan(column, [], 0, 0);
  const absent = (column: Column, repetition: number, definition: number): void => {
    leaves.get(column)?.entries.push({ repetition, definition, value: null });
    for (const child of column.children ?? []) absent(child, repetition, definition);
  };
  const one = (
    column: Column,
    value: unknown,
    repetition: number,
    definition: number,
    depth: number,
  ): void => {
    leaves.get(column)?.entries.push({ repetition, definition, value });
    const fields = value as Record<string, unknown>;
    for (const child of column.children ?? []) {
      write(child, fields[child.name], repetition, definition, depth);
    }
  };
  const write = (
    column: Column,
    value: unknown,
    repetition: number,
    definition: number,
    depth: number,
  ): void => {
    if (column.kind === 'required') one(column, value, repetition, definition, depth);
    else if (value === undefined || value === null) absent(column, repetition, definition);
    else if (column.kind === 'optional') one(column, value, repetition, definition + 1, depth);
    else {
      const items = value as readonly unknown[];
      if (items.length === 0) absent(column, repetition, definition);
      for (const [index, item] of items.entries()) {
        one(column, item, index === 0 ? repetition : depth + 1, definition + 1, depth + 1);
      }
    }
  };
  for (const row of rows) for (const column of columns) write(column, row[column.name], 0, 0, 0);
  return [...leaves.values()];
}

/** Each level a run of its own. */
function levels(most: number, values: readonly number[]): number[] {
  if (most === 0) return [];
  const runs = values.flatMap((value) => [2, value]);
  return [...little(runs.length, 4), ...runs];
}

function page(
  type: number,
  body: readonly number[],
  codec: Codec,
  details: readonly [number, number[]],
): number[] {
  const packed = pack(body, codec);
  const header = struct([
    [1, 5, zigzag(type)],
    [2, 5, zigzag(body.length)],
    [3, 5, zigzag(packed.length)],
    [details[0], 12, details[1]],
  ]);
  return [...header, ...packed];
}

/** Rows as nested values: lists and maps with the groups that encode them, as their columns name them. */
export function writeParquet(
  columns: readonly Column[],
  rows: readonly Record<string, unknown>[],
  { codec = 'UNCOMPRESSED', dictionary = false, groupRows = rows.length }: Writing = {},
): Uint8Array {
  const out = bytesOf('PAR1');
  const groups: number[][] = [];
  for (let from = 0; from < rows.length; from += groupRows) {
    const some = rows.slice(from, from + groupRows);
    const chunks: number[][] = [];
    let size = 0;
    for (const { path, type, maxDefinition, maxRepetition, entries } of shred(columns, some)) {
      const start = out.length;
      const present = entries
        .filter(({ definition }) => definition === maxDefinition)
        .map(({ value }) => value);
      const distinct = [...new Set(present)];
      if (dictionary) {
        const body = distinct.flatMap((value) => plain(type, value));
        out.push(
          ...page(2, body, codec, [
            7,
            struct([
              [1, 5, zigzag(distinct.length)],
              [2, 5, zigzag(0)],
            ]),
          ]),
        );
      }
      const data = out.length;
      const values = dictionary
        ? [8, ...present.flatMap((value) => [2, distinct.indexOf(value)])]
        : present.flatMap((value) => plain(type, value));
      const body = [
        ...levels(
          maxRepetition,
          entries.map(({ repetition }) => repetition),
        ),
        ...levels(
          maxDefinition,
          entries.map(({ definition }) => definition),
        ),
        ...values,
      ];
      const details = struct([
        [1, 5, zigzag(entries.length)],
        [2, 5, zigzag(dictionary ? 8 : 0)],
        [3, 5, zigzag(3)],
        [4, 5, zigzag(3)],
      ]);
      out.push(...page(0, body, codec, [5, details]));
      size += out.length - start;
      const metadata = struct([
        [1, 5, zigzag(type)],
        [2, 9, list(5, [zigzag(0)])],
        [
          3,
          9,
          list(
            8,
            path.map((name) => binary(bytesOf(name))),
          ),
        ],
        [4, 5, zigzag(CODECS[codec])],
        [5, 6, zigzag(entries.length)],
        [6, 6, zigzag(out.length - start)],
        [7, 6, zigzag(out.length - start)],
        [9, 6, zigzag(data)],
        ...(dictionary ? [[11, 6, zigzag(start)] as const] : []),
      ]);
      chunks.push(
        struct([
          [2, 6, zigzag(start)],
          [3, 12, metadata],
        ]),
      );
    }
    groups.push(
      struct([
        [1, 9, list(12, chunks)],
        [2, 6, zigzag(size)],
        [3, 6, zigzag(some.length)],
      ]),
    );
  }
  const element = ({ name, kind, type, converted, children = [] }: Column): number[][] => [
    struct([
      ...(type === undefined ? [] : [[1, 5, zigzag(type)] as const]),
      [3, 5, zigzag(KINDS[kind])],
      [4, 8, binary(bytesOf(name))],
      ...(children.length === 0 ? [] : [[5, 5, zigzag(children.length)] as const]),
      ...(converted === undefined ? [] : [[6, 5, zigzag(converted)] as const]),
    ]),
    ...children.flatMap(element),
  ];
  const schema = [
    struct([
      [4, 8, binary(bytesOf('root'))],
      [5, 5, zigzag(columns.length)],
    ]),
    ...columns.flatMap(element),
  ];
  return withFooter(
    out,
    struct([
      [1, 5, zigzag(1)],
      [2, 9, list(12, schema)],
      [3, 6, zigzag(rows.length)],
      [4, 9, list(12, groups)],
    ]),
  );
}

export function withFooter(before: readonly number[], footer: readonly number[]): Uint8Array {
  return Uint8Array.from([...before, ...footer, ...little(footer.length, 4), ...bytesOf('PAR1')]);
}

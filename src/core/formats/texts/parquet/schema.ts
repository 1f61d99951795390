import { numberAt, ParquetError, structAt, type ThriftStruct, textAt } from './thrift.js';

/** Physical types: parquet.thrift, `enum Type`. */
export type PhysicalType =
  | 'BOOLEAN'
  | 'INT32'
  | 'INT64'
  | 'INT96'
  | 'FLOAT'
  | 'DOUBLE'
  | 'BYTE_ARRAY'
  | 'FIXED_LEN_BYTE_ARRAY';

const PHYSICAL: readonly PhysicalType[] = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96',
  'FLOAT',
  'DOUBLE',
  'BYTE_ARRAY',
  'FIXED_LEN_BYTE_ARRAY',
];

/** What a value means, as far as it changes how it is written down. */
export type Meaning =
  | 'plain'
  | 'text'
  | 'list'
  | 'map'
  | 'date'
  | 'millis'
  | 'micros'
  | 'nanos'
  | 'unsigned'
  | 'uuid'
  | { readonly scale: number };

export interface SchemaNode {
  readonly name: string;
  readonly isRepeated: boolean;
  readonly meaning: Meaning;
  /** The levels at which the node is there, and at which it repeats. */
  readonly definition: number;
  readonly repetition: number;
  /** Of a leaf; `null` of a group. */
  readonly leaf: Leaf | null;
  readonly children: readonly SchemaNode[];
  /** The leaves below, or the leaf itself: indexes among all leaves, in order. */
  readonly firstLeaf: number;
  readonly lastLeaf: number;
}

export interface Leaf {
  readonly type: PhysicalType;
  /** Bytes of a FIXED_LEN_BYTE_ARRAY. */
  readonly size: number;
}

const MAX_SCHEMA_NODES = 20_000;
const MAX_SCHEMA_DEPTH = 64;

/** The tree that a footer's flat list of schema elements describes; the root is the record. */
export function schemaOf(elements: readonly ThriftStruct[]): SchemaNode {
  if (elements.length > MAX_SCHEMA_NODES) throw new ParquetError(`more than ${MAX_SCHEMA_NODES} columns`);
  let next = 0;
  let leaves = 0;
  const build = (definition: number, repetition: number, depth: number): SchemaNode => {
    const element = elements[next++];
    if (element === undefined) throw new ParquetError('its schema names columns that are not there');
    if (depth > MAX_SCHEMA_DEPTH)
      throw new ParquetError(`columns nested more than ${MAX_SCHEMA_DEPTH} levels deep`);
    // REQUIRED 0, OPTIONAL 1, REPEATED 2; the root has none.
    const kind = depth === 0 ? 0 : (numberAt(element, 3) ?? 0);
    const own = definition + (kind === 0 ? 0 : 1);
    const repeats = repetition + (kind === 2 ? 1 : 0);
    const size = numberAt(element, 5) ?? 0;
    const firstLeaf = leaves;
    const children: SchemaNode[] = [];
    for (let child = 0; child < size; child++) children.push(build(own, repeats, depth + 1));
    const type = children.length > 0 ? undefined : PHYSICAL[numberAt(element, 1) ?? -1];
    if (children.length === 0) {
      if (type === undefined) throw new ParquetError('its schema holds a column without a type');
      leaves++;
    }
    return {
      name: textAt(element, 4) ?? '',
      isRepeated: kind === 2,
      // Nothing annotates an INT96, and nothing but times is stored in one.
      meaning: type === 'INT96' ? 'nanos' : meaningOf(element),
      definition: own,
      repetition: repeats,
      leaf: type === undefined ? null : { type, size: numberAt(element, 2) ?? 0 },
      children,
      firstLeaf,
      lastLeaf: leaves - 1,
    };
  };
  const root = build(0, 0, 0);
  if (next !== elements.length) throw new ParquetError('its schema holds columns that belong nowhere');
  return root;
}

/** Logical type (field 10, a union) before the older converted type (field 6); both in parquet.thrift. */
function meaningOf(element: ThriftStruct): Meaning {
  const logical = structAt(element, 10);
  const [id] = logical?.keys() ?? [];
  const inner = id === undefined || logical === null ? null : structAt(logical, id);
  if (inner !== null) {
    if (id === 1 || id === 4 || id === 12) return 'text';
    if (id === 2) return 'map';
    if (id === 3) return 'list';
    if (id === 5) return { scale: numberAt(inner, 1) ?? 0 };
    if (id === 6) return 'date';
    if (id === 8) {
      const unit = structAt(inner, 2);
      return unit?.has(3) ? 'nanos' : unit?.has(2) ? 'micros' : 'millis';
    }
    if (id === 10) return inner.get(2) === false ? 'unsigned' : 'plain';
    if (id === 14) return 'uuid';
  }
  switch (numberAt(element, 6)) {
    case 0:
    case 4:
    case 19:
      return 'text';
    case 1:
    case 2:
      return 'map';
    case 3:
      return 'list';
    case 5:
      return { scale: numberAt(element, 7) ?? 0 };
    case 6:
      return 'date';
    case 9:
      return 'millis';
    case 10:
      return 'micros';
    case 11:
    case 12:
    case 13:
    case 14:
      return 'unsigned';
    default:
      return 'plain';
  }
}

/** The leaves of a schema, in the order of a row group's columns. */
export function leavesOf(node: SchemaNode): readonly SchemaNode[] {
  return node.leaf === null ? node.children.flatMap(leavesOf) : [node];
}

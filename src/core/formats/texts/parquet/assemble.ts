import type { JsonObject } from '../../../providers/json.js';
import type { ColumnCursor } from './columnCursor.js';
import type { SchemaNode } from './schema.js';
import { ParquetError } from './thrift.js';

/** Values of one row, and characters of their text: far more than a record has. */
const MAX_ROW_SIZE = 8 * 1024 * 1024;

/**
 * Puts the columns of a row group together again, a row at a time: Dremel's record assembly, by the levels of each column
 * (parquet-format, "Nested Encoding"). Fields that are not there are left out; lists and maps lose the groups that only
 * encode them.
 */
export class RowAssembler {
  readonly #root: SchemaNode;
  readonly #cursors: readonly ColumnCursor[];
  #size = 0;

  constructor(root: SchemaNode, cursors: readonly ColumnCursor[]) {
    this.#root = root;
    this.#cursors = cursors;
  }

  /** The next row. Throws {@link ParquetError} when the columns do not hold one. */
  row(): JsonObject {
    this.#size = 0;
    const row = this.#fields(this.#root);
    if (this.#cursors.some(({ repetition }) => repetition !== 0))
      throw new ParquetError('columns that do not agree');
    return row;
  }

  #fields(node: SchemaNode): JsonObject {
    const fields = node.children.map((child) => [child.name, this.#member(child)] as const);
    return Object.fromEntries(fields.filter(([, value]) => value !== null));
  }

  /** What stands at `node` in the present row, its repetitions as a list; `null` when nothing does. */
  #member(node: SchemaNode): unknown {
    return node.isRepeated ? this.#items(node) : this.#one(node);
  }

  #one(node: SchemaNode): unknown {
    const first = this.#cursor(node);
    if (first.definition < node.definition) return this.#absent(node);
    if (node.leaf !== null) return this.#taken(first);
    const [only] = node.children;
    if (node.children.length === 1 && only?.isRepeated) {
      if (node.meaning === 'list') return this.#items(only);
      if (node.meaning === 'map' && only.children.length === 2) return mapOf(this.#items(only), only);
    }
    return this.#fields(node);
  }

  #items(node: SchemaNode): readonly unknown[] {
    const first = this.#cursor(node);
    const items: unknown[] = [];
    if (first.definition < node.definition) {
      this.#absent(node);
      return items;
    }
    do items.push(this.#item(node));
    while (first.repetition === node.repetition);
    return items;
  }

  /** An item of a list is what its only child holds, as parquet-format's `LogicalTypes.md` has lists written. */
  #item(node: SchemaNode): unknown {
    if (node.leaf !== null) return this.#taken(this.#cursor(node));
    const [only] = node.children;
    const isWrapper = node.children.length === 1 && only !== undefined && WRAPPERS.has(node.name);
    return isWrapper ? this.#member(only) : this.#fields(node);
  }

  #taken(cursor: ColumnCursor): unknown {
    const value = cursor.take();
    this.#size += typeof value === 'string' ? value.length + 1 : 1;
    if (this.#size > MAX_ROW_SIZE) throw new ParquetError('a row that is too large');
    return value;
  }

  /** Every column below tells once that nothing is there. */
  #absent(node: SchemaNode): null {
    for (let leaf = node.firstLeaf; leaf <= node.lastLeaf; leaf++) this.#cursors[leaf]?.take();
    return null;
  }

  #cursor(node: SchemaNode): ColumnCursor {
    const cursor = this.#cursors[node.firstLeaf];
    if (cursor?.isOpen !== true) throw new ParquetError('a column with too few values');
    return cursor;
  }
}

/** Names of the repeated group that only wraps a list's items: of the specification, and of Hive. */
const WRAPPERS: ReadonlySet<string> = new Set(['list', 'bag']);

function mapOf(items: readonly unknown[], { children }: SchemaNode): JsonObject {
  const [key, value] = children.map(({ name }) => name);
  return Object.fromEntries(
    items.map((item) => {
      const fields = item as JsonObject;
      return [String(fields[key ?? '']), fields[value ?? ''] ?? null];
    }),
  );
}

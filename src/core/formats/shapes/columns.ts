import { isObject, type JsonObject } from '../../providers/json.js';
import { parsedCell } from './innerJson.js';

/** Deeper names than any provider's fields are not taken apart: somebody made them. */
const MAX_STEPS = 24;

/** True when a column is named `prefix.…`: somebody flattened an object into columns. */
export function hasColumnBelow(record: JsonObject, prefix: string): boolean {
  return Object.keys(record).some((key) => key.startsWith(`${prefix}.`));
}

/**
 * A record whose keys are paths (`a.b.c`, `a.list[0].b`, `a.list.0.b`) as the object that was flattened into it. Cells
 * that hold JSON are parsed, empty ones left out. Where two columns say the same place, what was there first stays.
 */
export function nested(record: JsonObject): JsonObject {
  const root = new Branch();
  for (const [path, cell] of Object.entries(record)) {
    if (cell === '' || cell === undefined || cell === null) continue;
    const steps = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
    root.place(steps.length > MAX_STEPS || steps.includes('') ? [path] : steps, parsedCell(cell));
  }
  return root.object();
}

class Branch {
  readonly #members = new Map<string, unknown>();

  place(steps: readonly string[], cell: unknown): void {
    const [step = '', ...below] = steps;
    let member = this.#members.get(step);
    if (below.length === 0) {
      if (member === undefined) this.#members.set(step, cell);
      return;
    }
    // An object that stands in a cell of its own and in columns below it: both count.
    if (member === undefined || (isObject(member) && !(member instanceof Branch))) {
      const branch = new Branch();
      for (const [key, value] of Object.entries(member ?? {})) branch.#members.set(key, value);
      member = branch;
      this.#members.set(step, member);
    }
    if (member instanceof Branch) member.place(below, cell);
  }

  /** A branch whose members count from 0 on was a list. */
  value(): unknown {
    const keys = [...this.#members.keys()];
    return keys.every((key, index) => key === String(index)) ? Object.values(this.object()) : this.object();
  }

  object(): JsonObject {
    const made: Record<string, unknown> = Object.create(null);
    for (const [key, value] of this.#members) made[key] = value instanceof Branch ? value.value() : value;
    return made;
  }
}

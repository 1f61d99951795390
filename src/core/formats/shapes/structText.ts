import type { JsonObject } from '../../providers/json.js';
import { MAX_INNER_CHARACTERS, MAX_INNER_DEPTH, parsedCell } from './innerJson.js';

/**
 * A struct as Athena and Java's `Map.toString` print it: `{type=IAMUser, arn=…, sessioncontext={attributes={…}}}`,
 * lists as `[a, b]`, absent members as `null`. The notation quotes nothing, so a value that itself holds `, name=` or a
 * bracket cannot be told from structure: a struct in which a member stands twice, or whose brackets do not match, says
 * nothing certain and is `null`. Also `null`: what is no struct, too long or nested too deep.
 */
export function parseStruct(text: string): JsonObject | null {
  if (text.length > MAX_INNER_CHARACTERS || !/^\s*\{(?:\s*\}|[^"'{}=,]*=)/.test(text)) return null;
  const reader = new StructReader(text.trim());
  const value = reader.value(0);
  return reader.done && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** A cell that may hold a struct or JSON as text, opened; as it is when it holds neither. */
export function structOrJson(value: unknown): unknown {
  return (typeof value === 'string' ? parseStruct(value) : null) ?? parsedCell(value);
}

class StructReader {
  readonly #text: string;
  #at = 0;
  #broken = false;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return !this.#broken && this.#at === this.#text.length;
  }

  value(depth: number): unknown {
    if (depth > MAX_INNER_DEPTH) return this.#fail();
    const next = this.#text[this.#at];
    if (next === '{') return this.#struct(depth);
    return next === '[' ? this.#list(depth) : this.#scalar();
  }

  #struct(depth: number): unknown {
    const members: Record<string, unknown> = Object.create(null);
    this.#at++;
    if (this.#take('}')) return members;
    while (!this.#broken) {
      const name = /[^={}[\],]+=/y;
      name.lastIndex = this.#at;
      const key = name.exec(this.#text)?.[0];
      if (key === undefined) return this.#fail();
      this.#at += key.length;
      const member = key.slice(0, -1).trim();
      if (Object.hasOwn(members, member)) return this.#fail();
      members[member] = this.value(depth + 1);
      if (this.#take('}')) return members;
      if (!this.#take(', ')) return this.#fail();
    }
    return null;
  }

  #list(depth: number): unknown {
    const elements: unknown[] = [];
    this.#at++;
    if (this.#take(']')) return elements;
    while (!this.#broken) {
      elements.push(this.value(depth + 1));
      if (this.#take(']')) return elements;
      if (!this.#take(', ')) return this.#fail();
    }
    return null;
  }

  /** Up to the bracket that closes what is open, or the comma before the next member or element. */
  #scalar(): unknown {
    const end = /[}\]]|, /g;
    end.lastIndex = this.#at;
    const found = end.exec(this.#text);
    if (found === null) return this.#fail();
    const value = this.#text.slice(this.#at, found.index);
    this.#at = found.index;
    return value === 'null' || value === '' ? null : value;
  }

  #take(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #fail(): null {
    this.#broken = true;
    return null;
  }
}

import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml';
import { isTooDeep } from './yamlDepth.js';

/** Deeper documents are skipped: no log of the three clouds comes near. */
export const MAX_YAML_DEPTH = 100;
const TOO_DEEP = `nested more than ${MAX_YAML_DEPTH} levels deep`;
/** Nodes of one document, those that aliases stand for counted each time. */
const MAX_NODES = 1_000_000;

export type YamlValue = { readonly value: unknown } | { readonly problem: string };

/** Raised inside {@link readYaml} only. */
class Unreadable extends Error {}

/**
 * One document as JSON would hold it. Keys are text, the last of equal ones wins, as with `JSON.parse`. A plain scalar is a number
 * only when the number is written back the same: ids keep all their digits, and text that YAML 1.1 writes without quotes
 * (`12e4`, dates) stays text. Merge keys and tags have no effect; an alias stands for what its anchor names.
 */
export function readYaml(text: string): YamlValue {
  if (isTooDeep(text, MAX_YAML_DEPTH)) return { problem: TOO_DEEP };
  try {
    const document = parseDocument(text, {
      schema: 'failsafe',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    const [error] = document.errors;
    if (error !== undefined) return { problem: `not valid YAML (${error.code})` };
    return { value: new Converter().convert(document.contents, 0) };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    if (error instanceof RangeError) return { problem: 'too long or too deeply nested to be read' };
    throw error;
  }
}

class Converter {
  #nodes = 0;
  readonly #anchors = new Map<string, { readonly value: unknown; readonly nodes: number }>();

  convert(node: unknown, depth: number): unknown {
    if (depth > MAX_YAML_DEPTH) throw new Unreadable(TOO_DEEP);
    const before = this.#nodes;
    this.#count(1);
    if (isAlias(node)) return this.#aliased(node);
    const value = this.#contents(node, depth);
    const anchor = (node as Node | null)?.anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, { value, nodes: this.#nodes - before });
    return value;
  }

  #contents(node: unknown, depth: number): unknown {
    if (isScalar(node)) return scalarValue(node);
    if (isSeq(node)) return node.items.map((item) => this.convert(item, depth + 1));
    if (!isMap(node)) return null;
    const fields = new Map<string, unknown>();
    for (const pair of node.items) {
      if (!isPair(pair)) continue;
      if (!isScalar(pair.key)) throw new Unreadable('a key that is no text');
      const { key } = pair;
      fields.set(
        key.type === 'PLAIN' ? (key.source ?? '') : String(key.value),
        this.convert(pair.value, depth + 1),
      );
    }
    return Object.fromEntries(fields);
  }

  #aliased(alias: Alias): unknown {
    const anchored = this.#anchors.get(alias.source);
    if (anchored === undefined) throw new Unreadable('an alias without its anchor');
    this.#count(anchored.nodes);
    return anchored.value;
  }

  #count(nodes: number): void {
    this.#nodes += nodes;
    if (this.#nodes > MAX_NODES) throw new Unreadable(`more than ${MAX_NODES} values, aliases resolved`);
  }
}

function scalarValue({ type, tag, source, value }: Scalar): unknown {
  const text = source ?? '';
  if (type !== 'PLAIN') return typeof value === 'string' ? value : text;
  if (tag !== undefined) return text;
  if (/^(?:~|null|Null|NULL)?$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return /^-?\d+(?:\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

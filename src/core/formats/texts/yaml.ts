import { isObject } from '../../providers/json.js';
import { CR, LF, SPACE, TAB } from '../jsonBytes.js';
import { nextLine } from './lines.js';
import type { TextRecordScanner, TextRecordSink } from './textRecords.js';
import { ENVELOPE } from './yamlKeys.js';
import { readYaml } from './yamlValue.js';

export { isYaml } from './yamlKeys.js';

const HASH = 0x23;
const HYPHEN = 0x2d;
const DOT = 0x2e;
/**
 * A larger document is skipped: a LogEntry has at most 256 KB (Cloud Logging's quotas). The parser needs up to 15 µs for each
 * byte of the worst text.
 */
export const MAX_DOCUMENT_BYTES = 1024 * 1024;
const TOO_LARGE = `a document of more than ${MAX_DOCUMENT_BYTES} bytes`;
const NO_ITEM = 'beside the list of records';
const UNFINISHED = -1;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The records of YAML: its documents, which lines `---` and `...` separate (`gcloud logging read`), or the items of the list
 * that a document is (`az -o yaml`, `gcloud --format=yaml` over a list) or holds below its first key
 * (`aws cloudtrail lookup-events --output yaml`). Neither line can stand inside a value: YAML 1.2, rule c-forbidden, and the
 * indentation of block scalars. A document or item that does not parse to a mapping is skipped, the others are read.
 */
export class YamlScanner implements TextRecordScanner {
  /** How far the items of the document's list are indented; `null` when it is none, `undefined` before its first line. */
  #indent: number | null | undefined;
  /** Below an envelope's key: the list's items are still to come. */
  #inEnvelope = false;
  /** Why all up to the next record's beginning is skipped. */
  #skipping: string | null = null;
  /** Inside a line that is too long to be seen whole. */
  #insideLine = false;

  scan(window: Uint8Array, base: number, last: boolean, sink: TextRecordSink): number {
    /** The record that has begun, without the blank lines after it. */
    let open: { readonly from: number; to: number } | null = null;
    let at = 0;
    while (at < window.length) {
      const next = nextLine(window, at, last);
      const from: number = open?.from ?? at;
      const isTooLarge = (next === UNFINISHED ? window.length : next) - from > MAX_DOCUMENT_BYTES;
      if (next === UNFINISHED && !isTooLarge && !this.#insideLine) return from;
      // A carriage return at the end of the window waits for its line feed.
      const end = next === UNFINISHED ? window.length - (window.at(-1) === CR ? 1 : 0) : next;
      if (end === at) return from;

      const line = window.subarray(at, withoutBreak(window, at, end));
      const kind = this.#insideLine ? 'content' : this.#kindOf(line);
      this.#insideLine = next === UNFINISHED;
      if (open !== null && (kind === 'marker' || kind === 'item' || kind === 'beside')) {
        this.#tell(window.subarray(open.from, open.to), base + open.from, sink);
        open = null;
      }
      if (kind === 'marker') {
        this.#beginDocument();
        at += 3;
        continue;
      }
      if (kind === 'item') this.#skipping = null;
      if (kind === 'beside') this.#skipping = NO_ITEM;
      if (end - (open?.from ?? at) > MAX_DOCUMENT_BYTES || this.#insideLine) {
        if (open !== null) sink.skipped(base + open.from, at - open.from, TOO_LARGE);
        open = null;
        this.#skipping ??= TOO_LARGE;
      }
      if (this.#skipping !== null) {
        sink.skipped(base + at, end - at, this.#skipping);
      } else if (kind !== 'nothing') {
        open ??= { from: at, to: 0 };
        open.to = at + line.length;
      }
      at = end;
    }
    if (open === null) return at;
    if (!last) return open.from;
    this.#tell(window.subarray(open.from, open.to), base + open.from, sink);
    return at;
  }

  end(): string | null {
    return null;
  }

  #beginDocument(): void {
    this.#indent = undefined;
    this.#inEnvelope = false;
    this.#skipping = null;
  }

  /** What a line is at the present place: `nothing` is wrapping, `beside` stands in a list's document outside its items. */
  #kindOf(line: Uint8Array): 'marker' | 'nothing' | 'item' | 'beside' | 'content' {
    if (isMarker(line)) return 'marker';
    const indent = indentOf(line);
    if (indent === line.length) return 'nothing';
    // Elsewhere a block scalar may hold it.
    if (line[indent] === HASH && (indent === 0 || this.#indent === undefined)) return 'nothing';
    const isItem = line[indent] === HYPHEN && isBlankOrEnd(line[indent + 1]);
    if (this.#indent === undefined) {
      if (this.#isHead(line)) return 'nothing';
      this.#indent = isItem ? indent : null;
    }
    if (this.#indent === null) return 'content';
    if (isItem && indent === this.#indent) return 'item';
    return indent > this.#indent ? 'content' : 'beside';
  }

  /** True for a directive and for an envelope's key. */
  #isHead(line: Uint8Array): boolean {
    const text = decoder.decode(line.subarray(0, 200));
    const isEnvelope = !this.#inEnvelope && ENVELOPE.test(text);
    this.#inEnvelope ||= isEnvelope;
    return isEnvelope || /^%(?:YAML|TAG) /.test(text);
  }

  #tell(bytes: Uint8Array, offset: number, sink: TextRecordSink): void {
    const read = readYaml(decoder.decode(bytes));
    const { length } = bytes;
    if ('problem' in read) {
      sink.skipped(offset, length, read.problem);
      return;
    }
    const value = Array.isArray(read.value) && read.value.length === 1 ? read.value[0] : read.value;
    if (isObject(value)) sink.record({ offset, length, value });
    else sink.skipped(offset, length, 'not a mapping');
  }
}

function isMarker(line: Uint8Array): boolean {
  const [first] = line;
  return (
    (first === HYPHEN || first === DOT) && line[1] === first && line[2] === first && isBlankOrEnd(line[3])
  );
}

function isBlankOrEnd(byte: number | undefined): boolean {
  return byte === undefined || byte === SPACE || byte === TAB;
}

function indentOf(line: Uint8Array): number {
  let at = 0;
  while (line[at] === SPACE || line[at] === TAB) at++;
  return at;
}

function withoutBreak(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && (bytes[end - 1] === LF || bytes[end - 1] === CR)) end--;
  return end;
}

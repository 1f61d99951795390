import type { Cloud, Location, RecordFormat, Skipped } from '../model.js';
import { isObject, type JsonObject } from '../providers/json.js';
import { logAccount, stampOf } from '../providers/logStamp.js';
import { utcTime } from '../providers/time.js';
import type { WantedBits } from './kernel/kernel.js';
import { locateText } from './locateText.js';
import { utf16Length } from './positions.js';
import { type LogHours, RecordHours } from './recordHours.js';
import type { Nesting } from './recordShape.js';
import { formatOf, inputFormat, type MarkedShape } from './recordShape.js';
import type { ByteRange, RecordSpan, ScanSink, Stamp } from './recordSpan.js';
import type { Shape } from './shapes/shape.js';
import { shapeFor, shapeNamed } from './shapes/shapes.js';
import { SkippedList } from './skippedList.js';

/** An entry of a log in its provider's own form, with its place in the input. */
export interface ReadEntry {
  readonly cloud: Cloud;
  readonly entry: unknown;
  readonly location: Location;
  /** Where the operation's name stands in the record's bytes; `null` when it does not stand there letter by letter. */
  readonly name: ByteRange | null;
}

/** Who the records of an input are read for. */
export interface RecordsReader {
  /** Whatever is wanted has its bit; records of other operations may be passed unseen. `null`: nothing may. */
  readonly wanted: WantedBits | null;
  /** True when an entry that names this operation is wanted; records of others are counted, not parsed. */
  wants(cloud: Cloud, operation: string): boolean;
  /** The operation's name as an entry writes it; `null` when it names none. */
  operationOf(cloud: Cloud, entry: unknown): string | null;
  /** An entry of a record that holds a wanted one. */
  entry(entry: ReadEntry): void;
  /** After its entries: a record that was counted, by its number in the input. Who asks for records is told all that are not passed unseen. */
  record?(number: number, bytes: Uint8Array, value: JsonObject): void;
}

/** When an input has records. */
export interface RecordTimes {
  /** Times of the first and the last, to the second; `null` when none has a time that can be read. */
  readonly from: string | null;
  readonly to: string | null;
  readonly hours: readonly LogHours[];
}

/** No record at all. */
export const NO_TIMES: RecordTimes = { from: null, to: null, hours: [] };

/** Where a byte of a text stands in its input. */
export interface Place {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** The place of the byte at an offset of the text; asked in ascending order. */
export type PlaceOf = (offset: number) => Place;

/** Counts what is found in an input, and hands over what is wanted. */
export class RecordsTally implements ScanSink {
  readonly #uri: string;
  readonly #reader: RecordsReader;
  readonly #placeOf: PlaceOf;
  readonly #formats = new Map<RecordFormat, number>();
  readonly #clouds = new Set<Cloud>();
  readonly #skipped = new SkippedList();
  readonly #hours = new RecordHours();
  /** What records turned out to be whose keys tell the same. */
  readonly #shapes = new Map<MarkedShape, Shape>();
  // A byte that is no UTF-8 spoils a character, not the evidence around it.
  readonly #decoder = new TextDecoder('utf-8');
  #records = 0;
  /** Of the next record. Unreadable ones have numbers, too: whether one is read depends on who it is read for. */
  #number = 0;

  constructor(uri: string, reader: RecordsReader, placeOf: PlaceOf) {
    this.#uri = uri;
    this.#reader = reader;
    this.#placeOf = placeOf;
  }

  get records(): number {
    return this.#records;
  }

  get format(): RecordFormat | null {
    return inputFormat(this.#formats, this.#records);
  }

  /** The clouds whose records were found, in a fixed order. */
  get clouds(): readonly Cloud[] {
    return [...this.#clouds].sort();
  }

  get skippedStretches(): readonly Skipped[] {
    return this.#skipped.list();
  }

  /** When there are records, and the times of the first and the last. */
  get times(): RecordTimes {
    const { from, to, logs } = this.#hours;
    return { from, to, hours: logs };
  }

  record(span: RecordSpan): void {
    this.#take(span);
    this.#number++;
  }

  stamped({ shape: { cloud }, account, time }: Stamp): void {
    this.#hours.add(
      cloud,
      account && logAccount(cloud, this.#quoted(account)),
      time && utcTime(this.#quoted(time)),
    );
  }

  passed(count: number): void {
    this.#records += count;
    this.#number += count;
    this.#skipped.recordPassed();
  }

  #take(span: RecordSpan): void {
    const marked = span.shape;
    const known = marked === null ? undefined : this.#shapes.get(marked);
    const mayPass = this.#reader.record === undefined && marked !== null && known !== undefined;
    if (mayPass && span.name !== null && !this.#reader.wants(marked.cloud, nameAt(span.bytes, span.name))) {
      this.#count(known, span.nesting);
      return;
    }
    const value = span.value ?? this.#parse(span);
    if (value === undefined) return;
    const shape = isObject(value) ? (shapeFor(value) ?? (marked && shapeNamed(marked.id))) : null;
    if (shape === null || !isObject(value)) {
      this.skipped(span.offset, span.length, 'no audit log record: none of the known shapes');
      return;
    }
    if (marked !== null && known === undefined) this.#shapes.set(marked, shape);
    this.#read(shape, value, span);
  }

  passedOf(marked: MarkedShape, nesting: Nesting, count: number): void {
    this.#note(this.#shapes.get(marked) ?? shapeNamed(marked.id), nesting, count);
  }

  skipped(offset: number, length: number, reason: string): void {
    this.#skip(this.#placeOf(offset).offset, offset + length, reason);
  }

  /** `from` in the input, `end` in the text. */
  #skip(from: number, end: number, reason: string): void {
    this.#skipped.add(from, this.#placeOf(end).offset - from, reason);
  }

  #read(shape: Shape, value: JsonObject, span: RecordSpan): void {
    const { entries, problem } = shape.read(value);
    // Asked for before the places inside of it.
    const from = problem === null ? 0 : this.#placeOf(span.offset).offset;
    if (entries.length > 0 || problem === null) this.#tell(shape, entries, value, span);
    // A record may be whole while what it carries is spoiled.
    if (problem !== null) this.#skip(from, span.offset + span.length, problem);
  }

  #tell(shape: Shape, entries: readonly unknown[], value: JsonObject, span: RecordSpan): void {
    const named = entries.map((entry) => ({ entry, name: this.#reader.operationOf(shape.cloud, entry) }));
    if (named.some(({ name }) => name !== null && this.#reader.wants(shape.cloud, name))) {
      const start = this.#placeOf(span.offset);
      const marked = markedName(span, named);
      let from = 0;
      const located = named.map(({ entry, name }) => {
        const range = marked ?? (name === null ? null : locateText(span.bytes, name, from));
        if (range !== null) from = range.end;
        return { entry, range, place: range === null ? start : this.#placeOf(span.offset + range.start) };
      });
      const end = this.#placeOf(span.offset + span.length);
      for (const { entry, range, place } of located) {
        this.#reader.entry({
          cloud: shape.cloud,
          entry,
          name: range,
          location: {
            uri: this.#uri,
            record: this.#number,
            offset: start.offset,
            length: end.offset - start.offset,
            line: place.line,
            column: place.column,
            width: range === null ? 1 : utf16Length(span.bytes.subarray(range.start, range.end)),
          },
        });
      }
    }
    // Of the others the scanner has told it, whether or not they are parsed.
    if (span.name === null) this.#stamp(shape.cloud, entries, value);
    this.#reader.record?.(this.#number, span.bytes, value);
    this.#count(shape, span.nesting);
  }

  #stamp(cloud: Cloud, entries: readonly unknown[], value: JsonObject): void {
    for (const entry of entries) {
      const { account, time } = stampOf(cloud, entry);
      this.#hours.add(cloud, account, time);
    }
    if (entries.length > 0) return;
    // A digest or an insight: no call, but a sign that the log goes on where it says when.
    const { account, time } = stampOf(cloud, value);
    if (time !== null) this.#hours.add(cloud, account, time);
  }

  /** What a value says, from what stands between its quotes. */
  #quoted(bytes: Uint8Array): string {
    return unescaped(this.#decoder.decode(bytes));
  }

  #count(shape: Shape, nesting: Nesting): void {
    this.#records++;
    this.#skipped.recordPassed();
    this.#note(shape, nesting, 1);
  }

  #note(shape: Shape, nesting: Nesting, count: number): void {
    const format = formatOf(shape, nesting);
    this.#clouds.add(shape.cloud);
    this.#formats.set(format, (this.#formats.get(format) ?? 0) + count);
  }

  /** The record parsed, or `undefined` after it has been reported as unreadable. */
  #parse({ offset, bytes }: RecordSpan): unknown {
    try {
      return JSON.parse(this.#decoder.decode(bytes));
    } catch (error) {
      this.skipped(
        offset,
        bytes.length,
        error instanceof SyntaxError ? 'not valid JSON' : 'too long or too deeply nested to be read',
      );
      return undefined;
    }
  }
}

/** Where the keys say that the only entry is named, if that is its name: a row or a spoiled record may bear another one. */
function markedName(
  { bytes, name }: RecordSpan,
  named: readonly { readonly name: string | null }[],
): ByteRange | null {
  return name !== null && named.length === 1 && nameAt(bytes, name) === named[0]?.name ? name : null;
}

/**
 * The operation's name as it stands in the record, its escapes (`\/`) resolved. Names are ASCII;
 * other bytes only make a name that nobody wants.
 */
function nameAt(record: Uint8Array, { start, end }: ByteRange): string {
  return unescaped(String.fromCharCode(...record.subarray(start, Math.min(end, start + 256))));
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

import { Damaged, type InputFile } from '../formats/byteStream.js';
import { type Member, membersOf } from '../formats/containers/members.js';
import { memberUri } from '../formats/containers/memberUri.js';
import type { Unpackers } from '../formats/containers/unpackers.js';
import { asUtf8 } from '../formats/containers/utf8.js';
import { COMMA, OPEN_ARRAY, OPEN_OBJECT } from '../formats/jsonBytes.js';
import { isBinary } from '../formats/otherKind.js';
import { SNIFF_BYTES, sniff } from '../formats/sniff.js';
import { isObject } from '../providers/json.js';
import { utcTime } from '../providers/time.js';
import type { AsOf, Inventory, InventoryEntry } from './inventory.js';
import { jsonDocuments, MAX_DOCUMENTS } from './jsonDocuments.js';
import type { InventoryKind, KindEntries, ListDocument } from './kinds/kind.js';
import { KINDS } from './kinds/kinds.js';

/** All lists of a file together are no longer: they are held in memory as a whole. About half a million snapshots. */
const MAX_INVENTORY_BYTES = 256 * 1024 * 1024;
/**
 * Objects, lists and values of a text, counted by their brackets and commas: a list of 256 MiB has about ten million. In
 * memory each takes many times its bytes, so that more would end the thread.
 */
const MAX_VALUES = 16_000_000;
/** Each list of an archive is compared by itself. */
const MAX_LISTS = 1_000;
/** More entries are told and left out. */
const MAX_ENTRIES = 500_000;

export type ListsRead =
  /** One, or several where the file is an archive; never empty. */
  | { readonly kind: 'read'; readonly inventories: readonly Inventory[] }
  /** `error`: why nothing in it can be compared with. */
  | { readonly kind: 'refused'; readonly error: string };

/**
 * Reads the lists of snapshots in a file, packed and encoded in any way in which logs are: JSON, where several documents
 * one after the other (pages) are one list, and each member of an archive another. `asOf`: when they were taken, as
 * whoever gives them says (ISO 8601); a saved baseline knows it better. Rejects only when the file cannot be read.
 */
export async function readLists(
  job: { readonly uri: string; readonly file: InputFile; readonly asOf: string | null },
  unpackers: Unpackers,
  maxBytes = MAX_INVENTORY_BYTES,
): Promise<ListsRead> {
  const inventories: Inventory[] = [];
  const refusals: string[] = [];
  let room = maxBytes;
  let entries = MAX_ENTRIES;
  for await (const member of membersOf(job.file, unpackers)) {
    const held = await textOf(member, room);
    room -= held.bytes;
    const read = held.refusal ?? readList(memberUri(job.uri, member.path), held.text, job.asOf, entries);
    if (typeof read === 'string') {
      if (!member.finderData) refusals.push(named(member, read));
      continue;
    }
    if (inventories.length === MAX_LISTS) {
      refusals.push(`more than ${MAX_LISTS} lists; the rest was not read`);
      break;
    }
    entries -= read.entries.length;
    inventories.push(read);
  }
  const [first, ...others] = inventories;
  if (first === undefined)
    return { kind: 'refused', error: listedBriefly(refusals) ?? 'an archive without files' };
  const passed = refusals.map((refusal) => `passed: ${refusal}`);
  return {
    kind: 'read',
    inventories: [{ ...first, problems: [...first.problems, ...briefly(passed)] }, ...others],
  };
}

interface Held {
  readonly text: string;
  readonly bytes: number;
  readonly refusal: string | null;
}

/** The text of a member, held as a whole. */
async function textOf({ bytes, error }: Member, room: number): Promise<Held> {
  if (error !== null) return refused(error);
  const utf8 = asUtf8(bytes);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const pieces: string[] = [];
  let held = 0;
  let values = 0;
  try {
    for await (const piece of utf8.bytes) {
      held += piece.length;
      if (held > room) return refused(TOO_LARGE);
      values += valuesIn(piece);
      if (values > MAX_VALUES)
        return refused(`more than ${MAX_VALUES} values: no list of snapshots has as many`);
      if (utf8.encoding() === 'utf-8' && pieces.length === 0 && isBinary(piece))
        return refused('binary data');
      pieces.push(decoder.decode(piece, { stream: true }));
    }
  } catch (damage) {
    if (!(damage instanceof Damaged)) throw damage;
    return refused(damage.message);
  }
  pieces.push(decoder.decode());
  return { text: pieces.join(''), bytes: held, refusal: null };
}

function refused(refusal: string): Held {
  return { text: '', bytes: 0, refusal };
}

function valuesIn(piece: Uint8Array): number {
  let values = 0;
  for (const byte of piece) if (byte === COMMA || byte === OPEN_OBJECT || byte === OPEN_ARRAY) values++;
  return values;
}

const TOO_LARGE = `more than ${MAX_INVENTORY_BYTES / 1024 / 1024} MiB of text: a list is held in memory as a whole; give it in several files, by account or region`;

/** The list that a text is, or why it is none. */
function readList(uri: string, text: string, asOf: string | null, room: number): Inventory | string {
  const documents = jsonDocuments(text);
  if (documents === null)
    return /^\s*[{[]/.test(text)
      ? 'broken JSON, or cut off before its end'
      : 'not JSON: ask the command line for it with `--output json` (aws, az) or `--format=json` (gcloud)';
  if (documents === 'too many')
    return `more than ${MAX_DOCUMENTS} JSON documents: a list has one for each of its pages`;
  if (documents.length === 0) return 'the file is empty';
  const read = documents.map((value) => readDocument(documentOf(value)));
  const [known] = read.flatMap((one) => (one === null ? [] : [one.kind]));
  if (known === undefined && documents.every((value) => Array.isArray(value) && value.length === 0))
    return 'an empty list: it tells neither what it lists nor of which account';
  if (known === undefined && isLog(text)) return 'an audit log: it is analyzed, and compared with lists';
  if (known === undefined) return `no list of snapshots: JSON of another kind (known are: ${titles()})`;
  const refusal = read.find((one) => one?.refusal !== undefined)?.refusal;
  return refusal ?? joined(uri, known, read, asOf, room);
}

function isLog(text: string): boolean {
  const sniffed = sniff(new TextEncoder().encode(text.slice(0, SNIFF_BYTES)));
  return sniffed !== null && sniffed.format !== null;
}

function titles(): string {
  return KINDS.map(({ title }) => title).join(', ');
}

function named({ path }: Member, reason: string): string {
  return path.length === 0 ? reason : `${path.join('/')}: ${reason}`;
}

/** Reasons beyond these are counted. */
const MAX_REASONS = 10;

function briefly(reasons: readonly string[]): readonly string[] {
  const more = reasons.length - MAX_REASONS;
  return more <= 0 ? reasons : [...reasons.slice(0, MAX_REASONS), `and ${more} more of this kind`];
}

function listedBriefly(reasons: readonly string[]): string | null {
  return reasons.length === 0 ? null : briefly(reasons).join('; ');
}

function documentOf(value: unknown): ListDocument | null {
  if (Array.isArray(value)) return { form: 'array', items: value as readonly unknown[] };
  return isObject(value) ? { form: 'object', object: value } : null;
}

interface ReadDocument extends KindEntries {
  readonly kind: InventoryKind;
}

function readDocument(document: ListDocument | null): ReadDocument | null {
  if (document === null) return null;
  const kind = KINDS.find((one) => one.detect(document));
  return kind === undefined ? null : { kind, ...kind.read(document) };
}

/** Pages of one list; documents of another kind between them are told. */
function joined(
  uri: string,
  kind: InventoryKind,
  read: readonly (ReadDocument | null)[],
  told: string | null,
  room: number,
): Inventory {
  const pages = read.flatMap((one) => (one?.kind === kind ? [one] : []));
  const others = read.length - pages.length;
  const all = pages.flatMap(({ entries }) => entries);
  const entries = all.slice(0, room);
  const problems = [...briefly(pages.flatMap((page) => page.problems))];
  if (others > 0)
    problems.push(
      `${others} of ${read.length} JSON documents are not of the kind of the first and were passed`,
    );
  if (all.length > entries.length)
    problems.push(`only the first ${entries.length} of ${all.length} entries were taken`);
  // Every page but the last says that there is more.
  const last = pages.at(-1);
  if (last?.goesOn === true)
    problems.push('the list says that it goes on: what is missing from it may exist all the same');
  const isWhole = problems.length === 0 && last?.isWhole === true;
  const places = pages.flatMap((page) => page.places ?? []);
  return {
    uri,
    kind: kind.id,
    title: kind.title,
    asOf: asOfOf(pages, entries, told),
    isWhole,
    places: pages.some((page) => page.places !== undefined) ? places : null,
    entries,
    problems,
  };
}

/** What the file says itself, else what was told, else the newest time in it: it cannot be older than that. */
function asOfOf(
  pages: readonly ReadDocument[],
  entries: readonly InventoryEntry[],
  told: string | null,
): AsOf | null {
  const own = pages
    .flatMap((page) => page.asOf ?? [])
    .sort()
    .at(-1);
  const given = own ?? utcTime(told);
  if (given !== null && given !== undefined) return { time: given, from: 'told' };
  let newest: string | null = null;
  for (const { createdAt } of entries)
    if (createdAt !== null && (newest === null || createdAt > newest)) newest = createdAt;
  return newest === null ? null : { time: newest, from: 'newest' };
}

import type { Note, NotePlace, SnapshotEvent } from '../model.js';
import type { RecordFacts } from './facts.js';
import { isPlaceholder } from './fieldPath.js';
import { foldKey, isObject, text } from './json.js';

/** What a request says besides its resources: the caller's own words, how the result is encrypted, and who can reach it. */
export type Details = Pick<SnapshotEvent, 'notes' | 'encryptionKeys' | 'encrypted' | 'publiclyAccessible'>;

/** A record may hold anything, and more of it than anybody reads: what lies beyond these is not looked at. */
const MAX_NOTES = 40;
const MAX_NOTE_LENGTH = 400;
const MAX_KEYS = 20;
const MAX_VALUES = 2_000;
const MAX_DEPTH = 8;

const NOTHING: Details = { notes: [], encryptionKeys: [], encrypted: null };

type Meaning =
  | { readonly kind: 'tags' | 'words'; readonly place: NotePlace }
  | { readonly kind: 'key' | 'encrypted' | 'public' | 'source' | 'other' };

const TAG: Meaning = { kind: 'tags', place: 'tag' };
const KEY: Meaning = { kind: 'key' };
const ENCRYPTED: Meaning = { kind: 'encrypted' };
const PUBLIC: Meaning = { kind: 'public' };
const DESCRIPTION: Meaning = { kind: 'words', place: 'description' };
const REASON: Meaning = { kind: 'words', place: 'reason' };
/** The key of what was copied is not that of the copy. */
const SOURCE: Meaning = { kind: 'source' };
const OTHER: Meaning = { kind: 'other' };

/**
 * By folded key. Tags: EC2's `tagSet` and those inside `tagSpecificationSet`, `tags` of RDS and Azure,
 * `recoveryPointTags` of AWS Backup; `labels` of Google. Keys of encryption: CloudTrail's `kmsKeyId` and `kmsKeyArn`,
 * Google's `kmsKeyName`, Azure's `diskEncryptionSetId`. RDS and Redshift write `publiclyAccessible` into request and answer.
 */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['tags', TAG],
  ['tag', TAG],
  ['tagset', TAG],
  ['taglist', TAG],
  ['recoverypointtags', TAG],
  ['backupvaulttags', TAG],
  ['labels', { kind: 'tags', place: 'label' }],
  ['description', DESCRIPTION],
  ['snapshotdescription', DESCRIPTION],
  ['comment', DESCRIPTION],
  ['reason', REASON],
  ['justification', REASON],
  ['name', { kind: 'words', place: 'name' }],
  ['kmskeyid', KEY],
  ['kmskeyarn', KEY],
  ['kmskeyname', KEY],
  ['kmskey', KEY],
  ['diskencryptionsetid', KEY],
  ['encrypted', ENCRYPTED],
  ['storageencrypted', ENCRYPTED],
  ['publiclyaccessible', PUBLIC],
]);

/** Records of a kind repeat their keys; a hostile record can have any number of others. */
const MAX_REMEMBERED = 5_000;
const meanings = new Map<string, Meaning>();

function meaningOf(key: string): Meaning {
  const known = meanings.get(key);
  if (known !== undefined) return known;
  const folded = foldKey(key);
  const meaning = folded.startsWith('source') ? SOURCE : (MEANINGS.get(folded) ?? OTHER);
  if (meanings.size >= MAX_REMEMBERED) meanings.clear();
  meanings.set(key, meaning);
  return meaning;
}

/** Collects {@link Details} of a record; the request goes before the answer. */
export function detailsOf(facts: Pick<RecordFacts, 'request' | 'response' | 'notes'>): Details {
  if (facts.notes.length === 0 && !isObject(facts.request) && !isObject(facts.response)) return NOTHING;
  const found = new Found();
  for (const { place, text: words } of facts.notes) found.note(place, words);
  found.collect(facts.request, true);
  found.collect(facts.response, false);
  return found.details();
}

class Found {
  readonly #notes: Note[] = [];
  readonly #keys: string[] = [];
  #encrypted: boolean | null = null;
  #isPublic = false;
  #left = MAX_VALUES;

  details(): Details {
    return {
      notes: this.#notes.length === 0 ? NOTHING.notes : this.#notes,
      encryptionKeys: this.#keys.length === 0 ? NOTHING.encryptionKeys : this.#keys,
      encrypted: this.#encrypted,
      ...(this.#isPublic ? { publiclyAccessible: true } : {}),
    };
  }

  note(place: NotePlace, words: string): void {
    if (this.#notes.length >= MAX_NOTES || words.trim() === '' || isPlaceholder(words)) return;
    const cut = words.slice(0, MAX_NOTE_LENGTH);
    if (this.#notes.some((note) => note.text === cut && note.place === place)) return;
    this.#notes.push({ place, text: cut });
  }

  collect(root: unknown, isRequest: boolean): void {
    this.#left = MAX_VALUES;
    this.#walk(root, isRequest, 0);
  }

  #walk(value: unknown, isRequest: boolean, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const item of value) {
        if (this.#left-- <= 0) return;
        this.#walk(item, isRequest, depth + 1);
      }
      return;
    }
    if (!isObject(value)) return;
    for (const key of Object.keys(value)) {
      if (this.#left-- <= 0) return;
      const inner = value[key];
      const meaning = meaningOf(key);
      if (meaning.kind === 'source') continue;
      if (meaning.kind === 'tags') {
        if (isRequest) this.#tags(inner, meaning.place, depth + 1);
      } else if (typeof inner === 'object') this.#walk(inner, isRequest, depth + 1);
      else if (meaning !== OTHER) this.#field(meaning, inner, isRequest, depth);
    }
  }

  #field(meaning: Meaning, value: unknown, isRequest: boolean, depth: number): void {
    if (meaning.kind === 'encrypted') {
      // EC2 and RDS log it as a boolean, some exporters as a word.
      if (value === true || value === 'true') this.#encrypted = true;
      else if (value === false || value === 'false') this.#encrypted ??= false;
      return;
    }
    if (meaning.kind === 'public') {
      if (value === true || value === 'true') this.#isPublic = true;
      return;
    }
    const written = text(value);
    if (written === null) return;
    if (meaning.kind === 'key') {
      if (this.#keys.length < MAX_KEYS && !this.#keys.includes(written) && !isPlaceholder(written))
        this.#keys.push(written);
    } else if (meaning.kind === 'words' && isRequest) {
      // Further down, things of every kind have names.
      if (meaning.place !== 'name' || depth === 0) this.note(meaning.place, written);
    }
  }

  /** A map from key to value, a list of `{key, value}`, or either below `items`. */
  #tags(value: unknown, place: NotePlace, depth: number): void {
    if (depth > MAX_DEPTH || this.#left-- <= 0) return;
    if (Array.isArray(value)) {
      for (const item of value) this.#tags(item, place, depth + 1);
      return;
    }
    if (!isObject(value)) return;
    const name = text(value['key'] ?? value['Key'] ?? value['tagKey'] ?? value['TagKey']);
    const content = text(value['value'] ?? value['Value'] ?? value['tagValue'] ?? value['TagValue']);
    // With one of the two alone it is a map with a tag of that name.
    if (name !== null && content !== null) {
      this.note(place, `${name}=${content}`);
      return;
    }
    for (const key of Object.keys(value)) {
      if (this.#left-- <= 0) return;
      const inner = value[key];
      const written = text(inner);
      if (written !== null) this.note(place, `${key}=${written}`);
      else this.#tags(inner, place, depth + 1);
    }
  }
}

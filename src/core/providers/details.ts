import type { Note, NotePlace, SnapshotEvent } from '../model.js';
import type { RecordFacts } from './facts.js';
import { isPlaceholder } from './fieldPath.js';
import { foldKey, isObject, text } from './json.js';

/** What a request says besides its resources: the caller's own words, and how the result is encrypted. */
export type Details = Pick<SnapshotEvent, 'notes' | 'encryptionKeys' | 'encrypted'>;

/** A record may hold anything, and more of it than anybody reads: what lies beyond these is not looked at. */
const MAX_NOTES = 40;
const MAX_NOTE_LENGTH = 400;
const MAX_KEYS = 20;
const MAX_VALUES = 2_000;
const MAX_DEPTH = 8;

const NOTHING: Details = { notes: [], encryptionKeys: [], encrypted: null };

/**
 * Keys of lists of tags: EC2's `tagSet` and those inside `tagSpecificationSet`, `tags` of RDS and Azure,
 * `recoveryPointTags` of AWS Backup; `labels` of Google. All folded.
 */
const TAGS: ReadonlyMap<string, NotePlace> = new Map([
  ['tags', 'tag'],
  ['tag', 'tag'],
  ['tagset', 'tag'],
  ['taglist', 'tag'],
  ['recoverypointtags', 'tag'],
  ['backupvaulttags', 'tag'],
  ['labels', 'label'],
]);

const WORDS: ReadonlyMap<string, NotePlace> = new Map([
  ['description', 'description'],
  ['snapshotdescription', 'description'],
  ['comment', 'description'],
  ['reason', 'reason'],
  ['justification', 'reason'],
]);

/** CloudTrail's `kmsKeyId` and `kmsKeyArn`, Google's `kmsKeyName`, Azure's `diskEncryptionSetId`. */
const KEYS = new Set(['kmskeyid', 'kmskeyarn', 'kmskeyname', 'kmskey', 'diskencryptionsetid']);
const ENCRYPTED = new Set(['encrypted', 'storageencrypted']);

/** Collects {@link Details} of a record; the request goes before the answer. */
export function detailsOf(facts: Pick<RecordFacts, 'request' | 'response' | 'notes'>): Details {
  if (facts.notes.length === 0 && !isObject(facts.request) && !isObject(facts.response)) return NOTHING;
  const found = new Found();
  for (const note of facts.notes) found.note(note);
  found.collect(facts.request, true);
  found.collect(facts.response, false);
  return found.details();
}

class Found {
  readonly #notes = new Map<string, Note>();
  readonly #keys = new Set<string>();
  #encrypted: boolean | null = null;
  #left = MAX_VALUES;

  details(): Details {
    return {
      notes: [...this.#notes.values()],
      encryptionKeys: [...this.#keys],
      encrypted: this.#encrypted,
    };
  }

  note({ place, text: words }: Note): void {
    if (this.#notes.size >= MAX_NOTES || words.trim() === '' || isPlaceholder(words)) return;
    const cut = words.slice(0, MAX_NOTE_LENGTH);
    this.#notes.set(`${place} ${cut}`, { place, text: cut });
  }

  collect(root: unknown, isRequest: boolean): void {
    this.#left = MAX_VALUES;
    this.#walk(root, isRequest, 0);
  }

  #walk(value: unknown, isRequest: boolean, depth: number): void {
    if (depth > MAX_DEPTH || this.#left-- <= 0) return;
    if (Array.isArray(value)) {
      for (const item of value) {
        if (this.#left <= 0) return;
        this.#walk(item, isRequest, depth + 1);
      }
      return;
    }
    if (!isObject(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (this.#left <= 0) return;
      const folded = foldKey(key);
      // The key of what was copied is not that of the copy.
      if (folded.startsWith('source')) continue;
      const tags = TAGS.get(folded);
      if (tags !== undefined) {
        if (isRequest) this.#tags(inner, tags, depth + 1);
        continue;
      }
      this.#field(folded, inner, isRequest, depth);
      this.#walk(inner, isRequest, depth + 1);
    }
  }

  #field(key: string, value: unknown, isRequest: boolean, depth: number): void {
    if (ENCRYPTED.has(key)) {
      // EC2 and RDS log it as a boolean, some exporters as a word.
      if (value === true || value === 'true') this.#encrypted = true;
      else if (value === false || value === 'false') this.#encrypted ??= false;
      return;
    }
    const written = text(value);
    if (written === null) return;
    if (KEYS.has(key)) {
      if (this.#keys.size < MAX_KEYS && !isPlaceholder(written)) this.#keys.add(written);
    } else if (isRequest) {
      // Further down, things of every kind have names.
      const place = key === 'name' && depth === 0 ? 'name' : WORDS.get(key);
      if (place !== undefined) this.note({ place, text: written });
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
    const entries = Object.entries(value).map(([key, inner]) => [foldKey(key), key, inner] as const);
    const named = entries.find(([folded]) => folded === 'key' || folded === 'tagkey');
    if (named !== undefined) {
      const content = entries.find(([folded]) => folded === 'value' || folded === 'tagvalue');
      this.note({ place, text: `${text(named[2]) ?? ''}=${text(content?.[2]) ?? ''}` });
      return;
    }
    for (const [, key, inner] of entries) {
      if (this.#left-- <= 0) return;
      const written = text(inner);
      if (written !== null) this.note({ place, text: `${key}=${written}` });
      else this.#tags(inner, place, depth + 1);
    }
  }
}

import type { Location } from '../model.js';
import type { Draft } from '../providers/normalise.js';
import { sameContent, textsHash } from './contentHash.js';

/** A record and every other place at which the very same record stands. */
export interface Told {
  readonly draft: Draft;
  /** Of what usually tells records apart: {@link hashOf}. */
  readonly hash: string;
  /** Sorted by uri, then record. */
  readonly locations: Location[];
}

/** More than these under one hash are no chance: somebody made them, and texts as keys make them harmless. */
const MOST_COMPARED = 8;

type Bucket = Told | Told[] | Map<string, Told>;

/**
 * The provider's id alone is not enough: real logs hold two different events under one id,
 * so records are the same only when what they say is the same, too.
 */
export function withoutRepeats(lists: readonly (readonly Draft[])[]): Told[] {
  const told: Told[] = [];
  const repeated = new Set<Told>();
  const buckets = new Map<string, Bucket>();
  for (const drafts of lists) {
    for (const draft of drafts) {
      const hash = hashOf(draft);
      const one: Told = { draft, hash, locations: [draft.location] };
      const known = keep(buckets, one);
      if (known === one) told.push(one);
      else {
        known.locations.push(draft.location);
        repeated.add(known);
      }
    }
  }
  for (const { locations } of repeated) locations.sort(byPlace);
  return told;
}

/**
 * The provider's id, what was done, when, and to what: enough to tell nearly all records apart. A record without an id
 * is told by all that it says.
 */
function hashOf({ identity, event }: Draft): string {
  if (identity === null) return textsHash([null, JSON.stringify(event)]);
  const texts = [identity, event.time, event.operation];
  for (const { id } of event.resources) texts.push(id);
  return textsHash(texts);
}

/** The record that says the same, or `one` itself, which is then kept. */
function keep(buckets: Map<string, Bucket>, one: Told): Told {
  const bucket = buckets.get(one.hash);
  if (bucket === undefined) {
    buckets.set(one.hash, one);
    return one;
  }
  if (bucket instanceof Map) {
    const text = textOf(one);
    const known = bucket.get(text);
    if (known === undefined) bucket.set(text, one);
    return known ?? one;
  }
  const list = Array.isArray(bucket) ? bucket : [bucket];
  const known = list.find((other) => saysTheSame(other.draft, one.draft));
  if (known !== undefined) return known;
  list.push(one);
  buckets.set(
    one.hash,
    list.length <= MOST_COMPARED ? list : new Map(list.map((other) => [textOf(other), other])),
  );
  return one;
}

function saysTheSame(a: Draft, b: Draft): boolean {
  return a.identity === b.identity && sameContent(a.event, b.event) && sameContent(a.act, b.act);
}

function textOf({ draft }: Told): string {
  return JSON.stringify([draft.identity, draft.act, draft.event]);
}

export function byPlace(a: Location, b: Location): number {
  return a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.record - b.record;
}

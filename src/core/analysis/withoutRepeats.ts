import { sameContent } from '../contentHash.js';
import type { Location } from '../model.js';
import type { Draft, EventContent } from '../providers/normalise.js';

/** Records, each once. */
export interface Told {
  readonly drafts: readonly Draft[];
  /** Where the very same record stands, for those that stand in several places; sorted by uri, then record. */
  readonly repeated: ReadonlyMap<Draft, readonly Location[]>;
  /** Ids of the drafts; fewer than these where different ones share an id. */
  readonly ids: { readonly size: number; has(id: string): boolean };
}

/** More than these under one hash are no chance: somebody made them, and texts as keys make them harmless. */
const MOST_COMPARED = 8;

type Bucket = Draft | Draft[] | Map<string, Draft>;

/**
 * The provider's id alone is not enough: real logs hold two different events under one id,
 * so records are the same only when what they say is the same, too.
 */
export function withoutRepeats(lists: readonly (readonly Draft[])[]): Told {
  const kept: Draft[] = [];
  const repeated = new Map<Draft, Location[]>();
  const buckets = new Map<string, Bucket>();
  for (const drafts of lists) {
    for (const draft of drafts) {
      const known = keep(buckets, draft);
      if (known === draft) kept.push(draft);
      else {
        const places = repeated.get(known) ?? [...known.event.locations];
        places.push(...draft.event.locations);
        repeated.set(known, places);
      }
    }
  }
  for (const places of repeated.values()) places.sort(byPlace);
  return { drafts: kept, repeated, ids: buckets };
}

/** The record that says the same, or `one` itself, which is then kept. */
function keep(buckets: Map<string, Bucket>, one: Draft): Draft {
  const hash = one.event.id;
  const bucket = buckets.get(hash);
  if (bucket === undefined) {
    buckets.set(hash, one);
    return one;
  }
  if (bucket instanceof Map) {
    const text = textOf(one);
    const known = bucket.get(text);
    if (known === undefined) bucket.set(text, one);
    return known ?? one;
  }
  const list = Array.isArray(bucket) ? bucket : [bucket];
  const known = list.find((other) => saysTheSame(other, one));
  if (known !== undefined) return known;
  list.push(one);
  buckets.set(
    hash,
    list.length <= MOST_COMPARED ? list : new Map(list.map((other) => [textOf(other), other])),
  );
  return one;
}

function saysTheSame(a: Draft, b: Draft): boolean {
  return a.identity === b.identity && sameContent(contentOf(a), contentOf(b)) && sameContent(a.act, b.act);
}

function contentOf({ event: { id: _, locations: __, ...content } }: Draft): EventContent {
  return content;
}

/** What a draft says, wherever it stands: an order by it does not depend on that of the inputs. */
export function textOf(draft: Draft): string {
  return JSON.stringify([contentOf(draft), draft.identity, draft.act]);
}

export function byPlace(a: Location, b: Location): number {
  return a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.record - b.record;
}

import type { MergedEvent } from '../chains/eventTable.js';
import { textsHash } from '../contentHash.js';
import type { EventResource, Location, Note, SnapshotEvent } from '../model.js';
import type { Draft } from '../providers/normalise.js';
import { pushTo } from '../pushTo.js';
import { stableId } from '../stableId.js';
import { sameActs, toldByBoth } from './acrossAccounts.js';
import { withEmptiedCollections } from './emptiedCollections.js';
import { askerOf } from './onBehalf.js';
import { byPlace, textOf, withoutRepeats } from './withoutRepeats.js';

export interface Merged {
  /** In no order that means anything. */
  readonly events: readonly MergedEvent[];
  /** Records that only repeat one met elsewhere, by the uri of their input. */
  readonly duplicates: ReadonlyMap<string, number>;
}

/**
 * Makes one event of the records that tell one act: the same record exported twice, Google's first and last entry
 * of an operation, Azure's begin, acceptance and end, the owner's and the taker's record of a use across accounts.
 * The result does not depend on the order of `lists`.
 */
export function mergeRecords(lists: readonly (readonly Draft[])[]): Merged {
  const { drafts, repeated, ids } = withoutRepeats(lists);
  const duplicates = new Map<string, number>();
  for (const places of repeated.values())
    for (const { uri } of places.slice(1)) duplicates.set(uri, (duplicates.get(uri) ?? 0) + 1);
  const placesOf = (draft: Draft): readonly Location[] => repeated.get(draft) ?? draft.event.locations;

  const acts = new Map<string, Draft[]>();
  const events: MergedEvent[] = [];
  for (const draft of drafts) {
    if (draft.act !== null) pushTo(acts, `${draft.event.cloud} ${draft.act.key}`, draft);
    // Nearly all stand in one place, and are what they were read as: a copy of each would be half of the memory.
    else events.push(repeated.has(draft) ? single(draft, placesOf(draft)) : draft);
  }
  const askedBy = askerOf(drafts);
  const withAsker = (merged: MergedEvent, parts: readonly Draft[]): MergedEvent => {
    const onBehalfOf = merged.event.actor.type === 'user' ? null : askedBy(parts);
    return onBehalfOf === null ? merged : { ...merged, event: { ...merged.event, onBehalfOf } };
  };
  let areDistinct = drafts.length === ids.size;
  const fresh = new Set<string>();
  const give = (merged: MergedEvent): void => {
    const { id } = merged.event;
    if (ids.has(id) || fresh.has(id)) areDistinct = false;
    fresh.add(id);
    events.push(merged);
  };
  const joint = (parts: readonly Draft[]) => parts.flatMap(placesOf).sort(byPlace);
  for (const [key, group] of acts) {
    if (group[0]?.act?.across === 'accounts') {
      for (const [best, ...others] of sameActs(group)) {
        if (best === undefined) continue;
        const parts: readonly [Draft, ...Draft[]] = [best, ...others];
        if (others.length === 0) events.push(single(best, placesOf(best)));
        else give(shared(parts, joint(parts)));
      }
    } else {
      for (const parts of splitRepeatedActs(group)) give(withAsker(joined(key, parts, joint(parts)), parts));
    }
  }
  return { events: withEmptiedCollections(areDistinct ? events : withOwnIds(events)), duplicates };
}

/**
 * Two acts never share an id, even if somebody wrote them so that their hashes are the same: what they say then
 * decides which is which.
 */
function withOwnIds(events: readonly MergedEvent[]): readonly MergedEvent[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { event } of events) {
    if (seen.has(event.id)) twice.add(event.id);
    seen.add(event.id);
  }
  const claims = new Map<string, MergedEvent[]>();
  for (const merged of events) if (twice.has(merged.event.id)) pushTo(claims, merged.event.id, merged);
  const own = new Map<MergedEvent, MergedEvent>();
  for (const [id, list] of claims) {
    const inOrder = list.map((merged) => ({ merged, text: JSON.stringify(merged.event) }));
    inOrder.sort((a, b) => (a.text < b.text ? -1 : 1));
    inOrder.forEach(({ merged }, index) => {
      own.set(merged, { ...merged, event: { ...merged.event, id: stableId('same hash', id, index) } });
    });
  }
  return events.map((merged) => own.get(merged) ?? merged);
}

function single({ event, standsAlone }: Draft, locations: readonly Location[]): MergedEvent {
  return { event: { ...event, locations }, standsAlone };
}

function shared(parts: readonly [Draft, ...Draft[]], locations: readonly Location[]): MergedEvent {
  return {
    event: {
      ...toldByBoth(parts),
      id: textsHash(['shared', ...parts.map(({ event }) => event.id)]),
      locations,
    },
    standsAlone: parts.some((part) => part.standsAlone),
  };
}

const PHASES = ['start', 'progress', 'end'] as const;

function phase({ act }: Draft): number {
  return PHASES.indexOf(act?.phase ?? 'end');
}

/** Time order, a start before the end of the same instant. */
function inOrder(a: Draft, b: Draft): number {
  const left = a.event.time ?? '';
  const right = b.event.time ?? '';
  if (left !== right) return left < right ? -1 : 1;
  return phase(a) - phase(b) || (textOf(a) < textOf(b) ? -1 : 1);
}

/** A second start under one key is a second act: a script may repeat a call within one correlation id. */
function splitRepeatedActs(group: readonly Draft[]): Draft[][] {
  const acts: Draft[][] = [];
  let hasEnded = false;
  /** When the last act started, where a start is logged. */
  let started: string | null | undefined;
  for (const draft of [...group].sort(inOrder)) {
    const current = acts.at(-1);
    const { time } = draft.event;
    const isStart = phase(draft) === 0;
    const repeats = isStart && (hasEnded || (started !== undefined && started !== time));
    if (current === undefined || repeats) {
      acts.push([draft]);
      hasEnded = false;
      started = undefined;
    } else current.push(draft);
    if (isStart) started = time;
    if (phase(draft) === 2) hasEnded = true;
  }
  return acts;
}

function joined(key: string, parts: readonly Draft[], locations: readonly Location[]): MergedEvent {
  const [first] = parts;
  if (first === undefined) throw new Error('an act has at least one record');
  // Google tells the request in its first entry only; Azure knows more the later it writes.
  const ranked = first.event.cloud === 'gcp' ? [...parts] : [...parts].reverse();
  const events = ranked.map((part) => part.event);
  const base = events.reduce((best, event) =>
    event.resources.length > best.resources.length ? event : best,
  );
  const last = [...parts].reverse().find((part) => part.event.outcome !== 'pending')?.event;
  const pick = <T>(read: (event: SnapshotEvent) => T | null): T | null =>
    [base, ...events].map(read).find((value) => value !== null) ?? null;
  const decisive = events.find((event) => event.sharedWith.length > 0) ?? base;

  return {
    event: {
      ...base,
      id: textsHash([key, first.event.time]),
      time: first.event.time ?? pick((event) => event.time),
      action: decisive.action,
      component: decisive.component,
      techniques: decisive.techniques,
      sharedWith: decisive.sharedWith,
      revokedFrom: decisive.revokedFrom,
      ...(decisive.accessAfter === undefined ? {} : { accessAfter: decisive.accessAfter }),
      outcome: last?.outcome ?? base.outcome,
      errorCode: last?.errorCode ?? null,
      actor: events.map((event) => event.actor).find((actor) => actor.id !== null) ?? base.actor,
      account: pick((event) => event.account),
      region: pick((event) => event.region),
      sourceIp: pick((event) => event.sourceIp),
      userAgent: pick((event) => event.userAgent),
      vpcEndpoint: pick((event) => event.vpcEndpoint),
      network: pick((event) => event.network),
      encryptionKeys: [...new Set(events.flatMap((event) => event.encryptionKeys))],
      encrypted: pick((event) => event.encrypted),
      notes: notesOf(events),
      resources: unionOf([base, ...events]),
      locations,
    },
    standsAlone: parts.some((part) => part.standsAlone),
  };
}

function notesOf(events: readonly SnapshotEvent[]): Note[] {
  const found = new Map<string, Note>();
  for (const note of events.flatMap((event) => event.notes)) found.set(`${note.place} ${note.text}`, note);
  return [...found.values()];
}

function unionOf(events: readonly SnapshotEvent[]): EventResource[] {
  const found = new Map<string, EventResource>();
  for (const resource of events.flatMap(({ resources }) => resources)) {
    const key = `${resource.role} ${resource.kind} ${resource.id.toLowerCase()}`;
    const known = found.get(key);
    // The end of an operation often tells the number that its start did not know.
    if (known === undefined || (known.uid === undefined && resource.uid !== undefined))
      found.set(
        key,
        known === undefined || resource.uid === undefined ? resource : { ...known, uid: resource.uid },
      );
  }
  return [...found.values()];
}

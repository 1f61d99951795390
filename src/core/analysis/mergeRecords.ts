import type { EventResource, Location, Note, SnapshotEvent } from '../model.js';
import type { Draft } from '../providers/normalise.js';
import { pushTo } from '../pushTo.js';
import { stableId } from './hash.js';

/** An event with whether it counts without a chain around it. */
export interface MergedEvent {
  readonly event: SnapshotEvent;
  readonly standsAlone: boolean;
}

export interface Merged {
  /** Sorted by time, then id. */
  readonly events: readonly MergedEvent[];
  /** Records that only repeat one met elsewhere, by the uri of their input. */
  readonly duplicates: ReadonlyMap<string, number>;
}

/** A record and every other place at which the very same record stands. */
interface Told {
  readonly draft: Draft;
  readonly locations: Location[];
}

/**
 * Makes one event of the records that tell one act: the same record exported twice,
 * Google's first and last entry of an operation, Azure's begin, acceptance and end.
 * The result does not depend on the order of `drafts`.
 */
export function mergeRecords(drafts: readonly Draft[]): Merged {
  const told = withoutRepeats(drafts);
  const duplicates = new Map<string, number>();
  for (const { locations } of told) {
    for (const { uri } of locations.slice(1)) duplicates.set(uri, (duplicates.get(uri) ?? 0) + 1);
  }

  const acts = new Map<string, Told[]>();
  const events: MergedEvent[] = [];
  for (const one of told) {
    const key = one.draft.act?.key;
    if (key === undefined) events.push(single(one));
    else {
      const act = `${one.draft.event.cloud} ${key}`;
      pushTo(acts, act, one);
    }
  }
  for (const [key, group] of acts) {
    for (const parts of splitRepeatedActs(group)) events.push(joined(key, parts));
  }
  return { events: events.sort((a, b) => byTime(a.event, b.event)), duplicates };
}

/** Time order; events without a time come last; ids decide between equal times. */
export function byTime(a: SnapshotEvent, b: SnapshotEvent): number {
  const left = a.time ?? '9999';
  const right = b.time ?? '9999';
  return left < right ? -1 : left > right ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function byPlace(a: Location, b: Location): number {
  return a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.record - b.record;
}

/**
 * The provider's id alone is not enough: real logs hold two different events under one id,
 * so records are the same only when what they say is the same, too.
 */
function withoutRepeats(drafts: readonly Draft[]): Told[] {
  const byContent = new Map<string, Told>();
  for (const draft of drafts) {
    const key = JSON.stringify([draft.identity, draft.act, draft.event]);
    const known = byContent.get(key);
    if (known) known.locations.push(draft.location);
    else byContent.set(key, { draft, locations: [draft.location] });
  }
  const told = [...byContent.values()];
  for (const { locations } of told) locations.sort(byPlace);
  return told;
}

function single({ draft, locations }: Told): MergedEvent {
  const id = stableId(draft.identity, draft.event);
  return { event: { id, ...draft.event, locations }, standsAlone: draft.standsAlone };
}

const PHASES = ['start', 'progress', 'end'] as const;

function phase(told: Told): number {
  return PHASES.indexOf(told.draft.act?.phase ?? 'end');
}

/** Time order, a start before the end of the same instant. */
function inOrder(a: Told, b: Told): number {
  const left = a.draft.event.time ?? '';
  const right = b.draft.event.time ?? '';
  if (left !== right) return left < right ? -1 : 1;
  return phase(a) - phase(b) || (JSON.stringify(a.draft.event) < JSON.stringify(b.draft.event) ? -1 : 1);
}

/** A second start under one key is a second act: a script may repeat a call within one correlation id. */
function splitRepeatedActs(group: readonly Told[]): Told[][] {
  const acts: Told[][] = [];
  for (const told of [...group].sort(inOrder)) {
    const current = acts.at(-1);
    const time = told.draft.event.time;
    const repeats =
      phase(told) === 0 &&
      (current?.some((part) => phase(part) === 2 || (phase(part) === 0 && part.draft.event.time !== time)) ??
        false);
    if (current === undefined || repeats) acts.push([told]);
    else current.push(told);
  }
  return acts;
}

function joined(key: string, parts: readonly Told[]): MergedEvent {
  const [first] = parts;
  if (first === undefined) throw new Error('an act has at least one record');
  // Google tells the request in its first entry only; Azure knows more the later it writes.
  const ranked = first.draft.event.cloud === 'gcp' ? [...parts] : [...parts].reverse();
  const events = ranked.map((part) => part.draft.event);
  const base = ranked.reduce((best, part) =>
    part.draft.event.resources.length > best.draft.event.resources.length ? part : best,
  ).draft.event;
  const last = [...parts].reverse().find((part) => part.draft.event.outcome !== 'pending')?.draft.event;
  const pick = <T>(read: (event: Draft['event']) => T | null): T | null =>
    [base, ...events].map(read).find((value) => value !== null) ?? null;
  const decisive = events.find((event) => event.sharedWith.length > 0) ?? base;

  return {
    event: {
      id: stableId(key, first.draft.event.time),
      ...base,
      time: first.draft.event.time ?? pick((event) => event.time),
      action: decisive.action,
      component: decisive.component,
      techniques: decisive.techniques,
      sharedWith: decisive.sharedWith,
      revokedFrom: decisive.revokedFrom,
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
      resources: unionOf(base.resources, ...events.map((event) => event.resources)),
      locations: parts.flatMap((part) => part.locations).sort(byPlace),
    },
    standsAlone: parts.some((part) => part.draft.standsAlone),
  };
}

function notesOf(events: readonly Draft['event'][]): Note[] {
  const found = new Map<string, Note>();
  for (const note of events.flatMap((event) => event.notes)) found.set(`${note.place} ${note.text}`, note);
  return [...found.values()];
}

function unionOf(...lists: readonly (readonly EventResource[])[]): EventResource[] {
  const found = new Map<string, EventResource>();
  for (const resource of lists.flat()) {
    const key = `${resource.role} ${resource.kind} ${resource.id.toLowerCase()}`;
    if (!found.has(key)) found.set(key, resource);
  }
  return [...found.values()];
}

import type { Need, Operation, ShareSpec } from '../catalogue/operation.js';
import { techniquesFor } from '../catalogue/techniques.js';
import { textsHash } from '../contentHash.js';
import type { Action, Component, EventResource, Location, SnapshotEvent } from '../model.js';
import { detailsOf } from './details.js';
import type { RecordFacts } from './facts.js';
import { evaluate, present } from './fieldPath.js';
import { readableId } from './resourceId.js';

/** An event as one record tells it, before the records that tell the same act are merged. */
export interface Draft {
  /** With the record as its one location. */
  readonly event: SnapshotEvent;
  /** False for an operation that counts only inside a chain: a machine started, a disk attached. */
  readonly standsAlone: boolean;
  readonly identity: RecordFacts['identity'];
  readonly act: RecordFacts['act'];
}

/** An event without what tells it from others. */
export type EventContent = Omit<SnapshotEvent, 'id' | 'locations'>;

/** The draft of one record: its id follows from what it says. */
export function draftOf(
  content: EventContent,
  { location, ...rest }: Omit<Draft, 'event'> & { readonly location: Location },
): Draft {
  return { event: { id: hashOf(rest.identity, content), ...content, locations: [location] }, ...rest };
}

/**
 * The provider's id, what was done, when, and to what: enough to tell nearly all records apart. A record without an id
 * is told by all that it says.
 */
function hashOf(identity: Draft['identity'], content: EventContent): string {
  if (identity === null) return textsHash([null, JSON.stringify(content)]);
  const texts = [identity, content.time, content.operation];
  for (const { id } of content.resources) texts.push(id);
  return textsHash(texts);
}

/** What a record of a known operation says, in normal form: the one extractor for all clouds. */
export function normalise(facts: RecordFacts, operation: Operation, location: Location): Draft {
  const read = (path: string) => evaluate(path, facts.root, facts.words);
  const resources = resourcesOf(operation, facts, read);
  const { action, component, techniques, sharedWith, revokedFrom, accessAfter } = decide(
    operation,
    facts.root,
    read,
  );
  return draftOf(
    {
      cloud: facts.cloud,
      time: facts.time,
      service: operation.service,
      operation: operation.operation,
      action,
      component,
      techniques: techniques ?? techniquesFor(action, operation.resources),
      outcome: facts.outcome,
      errorCode: facts.errorCode,
      actor: facts.actor,
      account: facts.account,
      region: facts.region,
      sourceIp: facts.sourceIp,
      userAgent: facts.userAgent,
      vpcEndpoint: facts.vpcEndpoint,
      network: facts.network,
      ...detailsOf(facts),
      resources,
      sharedWith,
      revokedFrom,
      ...(accessAfter === null ? {} : { accessAfter }),
    },
    {
      standsAlone: standsAlone(operation, facts.root, resources),
      identity: facts.identity,
      act: facts.act,
      location,
    },
  );
}

type Read = (path: string) => string[];

function resourcesOf(operation: Operation, { cloud, uids }: RecordFacts, read: Read): EventResource[] {
  const found = new Map<string, EventResource>();
  for (const { role, kind, path } of operation.resources) {
    for (const value of read(path)) {
      if (value === '*') continue;
      const id = readableId(cloud, value);
      const key = `${role} ${kind} ${id.toLowerCase()}`;
      if (found.has(key)) continue;
      const uid = uids?.get(id.toLowerCase());
      found.set(key, uid === undefined ? { role, kind, id } : { role, kind, id, uid });
    }
  }
  return [...found.values()];
}

function standsAlone(operation: Operation, root: unknown, resources: readonly EventResource[]): boolean {
  return operation.needs.length === 0 || operation.needs.some((need) => isMet(need, root, resources));
}

function isMet(need: Need, root: unknown, resources: readonly EventResource[]): boolean {
  switch (need.type) {
    case 'kind':
      return resources.some(({ kind }) => kind === need.kind);
    case 'path':
      return present(need.path, root);
    case 'chain':
      return false;
  }
}

interface Decision {
  readonly action: Action;
  readonly component: Component | null;
  readonly techniques: readonly string[] | null;
  readonly sharedWith: readonly string[];
  readonly revokedFrom: readonly string[];
  /** `null` when the record does not give the whole list. */
  readonly accessAfter: readonly string[] | null;
}

/** Some operations are told apart only by their parameters: sharing from un-sharing, listing from looking up. */
function decide(operation: Operation, root: unknown, read: Read): Decision {
  const { component, techniques } = operation;
  const shared = operation.share === null ? null : decideShare(operation.share, root, read);
  if (shared !== null) return { ...shared, component, techniques };
  const applies = operation.cases.find((candidate) => present(candidate.if, root)) ?? operation;
  return {
    action: applies.action,
    component: applies.component,
    techniques: applies.techniques,
    sharedWith: NOBODY,
    revokedFrom: NOBODY,
    accessAfter: null,
  };
}

/** Of nearly all events; one for all of them. */
const NOBODY: readonly string[] = [];

function decideShare(
  share: ShareSpec,
  root: unknown,
  read: Read,
): Pick<Decision, 'action' | 'sharedWith' | 'revokedFrom' | 'accessAfter'> | null {
  const grantees = (paths: readonly string[]) => [
    ...new Set(
      paths
        .flatMap(read)
        .map(grantee)
        .filter((value) => value !== null),
    ),
  ];
  const removed = grantees(share.remove);
  const added = grantees(share.add);
  const after = grantees(share.set);
  const isListed = after.length > 0 || share.set.some((path) => present(listOf(path), root));
  const accessAfter = isListed ? after : null;
  if (added.length > 0) return { action: 'share', sharedWith: added, revokedFrom: removed, accessAfter };
  if (removed.length > 0)
    return { action: 'unshare', sharedWith: removed, revokedFrom: removed, accessAfter };
  if (after.length > 0) return { action: 'share', sharedWith: after, revokedFrom: [], accessAfter };
  // The list after the call is there and empty: whoever had access lost it.
  return isListed ? { action: 'unshare', sharedWith: [], revokedFrom: [], accessAfter } : null;
}

/** The path of the list itself: up to its first `[]`. */
function listOf(path: string): string {
  const at = path.indexOf('[]');
  return at < 0 ? path : path.slice(0, at);
}

const PUBLIC = new Set(['*', 'all', 'allusers', 'allauthenticatedusers', 'enablecommunity']);

/** `public` for everybody; EC2's group `none` is nobody. */
function grantee(value: string): string | null {
  const folded = value.toLowerCase();
  if (PUBLIC.has(folded)) return 'public';
  return folded === 'none' ? null : value;
}

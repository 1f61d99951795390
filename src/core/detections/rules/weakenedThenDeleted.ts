import { lockedScope, scopesAbove } from '../../chains/locksAbove.js';
import type { SnapshotEvent } from '../../model.js';
import { byTime } from '../../order.js';
import { keyIn } from '../../providers/resourceId.js';
import {
  actorLabel,
  between,
  formatDuration,
  formatUtc,
  listed,
  resourceLabel,
} from '../../reports/labels.js';
import { deletedCopies } from '../deeds.js';
import { isProtectionOff, isScheduleOff } from '../guards.js';
import { identityInAccount } from '../identity.js';
import type { Rule } from '../rule.js';
import type { Certainty } from '../severity.js';
import { thresholdsOf } from '../thresholds.js';
import { twoHandsIn } from '../twoHands.js';
import { operationsOf } from '../wording.js';

export const weakenedThenDeleted: Rule = {
  id: 'backup.protection.weakenedThenDeleted',
  title: 'Protection weakened, then backups deleted',
  usual: { stake: 'recoveryDestroyed', certainty: 'likely' },
  techniques: ['T1490', 'T1485'],
  explanation:
    'The same identity first took away what protects backups (a lock, a retention, a soft delete, a recycle-bin rule, a schedule) and then deleted backups. That is the order of work of somebody who wants nothing to be restored. Where one unlocked a vault or a copy and another deleted from just that within the hour, it weighs less: two identities may be two keys of one hand.',
  *judge(subject) {
    const { acting, settings } = subject;
    const { coverTracksMs, burst } = thresholdsOf(settings);
    const byIdentity = new Map<string, Cluster>();
    const done: Cluster[] = [];
    // Nothing was weakened in most logs.
    if (!acting('unprotect', 'schedule').some(isLoosener)) return;
    for (const event of acting('unprotect', 'schedule', 'delete')) {
      if (event.time === null || event.actor.service || event.outcome === 'failure') continue;
      const isLoosening = isLoosener(event);
      const deleted = deletedCopies(event);
      if (!isLoosening && deleted.length === 0) continue;
      const key = identityInAccount(event);
      let cluster = byIdentity.get(key);
      if (cluster !== undefined && (between(cluster.last, event) ?? 0) > coverTracksMs) {
        done.push(cluster);
        byIdentity.delete(key);
        cluster = undefined;
      }
      if (isLoosening) {
        const open: Cluster = cluster ?? { last: event, looseners: [], deletions: [], reach: newReach() };
        byIdentity.set(key, open);
        open.looseners.push(event);
        open.last = event;
        extend(open.reach, event);
      } else if (cluster !== undefined) {
        const { reach } = cluster;
        if (!deleted.some((one) => isReached(reach, event, one))) continue;
        cluster.deletions.push(event);
        cluster.last = event;
      }
    }
    for (const { looseners, deletions } of [...done, ...byIdentity.values()]) {
      const [loosener] = looseners;
      const [deletion] = deletions;
      if (loosener === undefined || deletion === undefined) continue;
      const gap = between(loosener, deletion) ?? 0;
      yield {
        stake: 'recoveryDestroyed',
        ...weightOf(looseners, deletions.length, burst.count),
        techniques: this.techniques,
        message: `${actorLabel(loosener, loosener.account)} weakened the protection of backups (${operationsOf(looseners)}) at ${formatUtc(loosener.time ?? '')}, and from ${formatDuration(gap)} later on deleted ${deletions.length === 1 ? 'one' : deletions.length} (${operationsOf(deletions)}). What was deleted after that cannot be had back where the protection is gone.`,
        events: [...looseners, ...deletions].sort(byTime),
        chain: null,
        suppressed: null,
      };
    }
    for (const { looseners, deletions } of twoHandsIn(subject)) {
      const [loosener] = looseners;
      const [deletion] = deletions;
      // One copy that a colleague removes out of a vault is everyday work.
      if (loosener === undefined || deletion === undefined || deletions.length < 2) continue;
      const gap = between(loosener, deletion) ?? 0;
      yield {
        stake: 'recoveryDestroyed',
        certainty: deletions.length >= burst.count ? 'likely' : 'possible',
        because: 'few were deleted, and by another',
        techniques: this.techniques,
        message: `${actorLabel(loosener, loosener.account)} weakened the protection of ${listed(subjectsOf(looseners))} (${operationsOf(looseners)}) at ${formatUtc(loosener.time ?? '')}, and from ${formatDuration(gap)} later on ${actorLabel(deletion, deletion.account)} deleted ${deletions.length} from there (${operationsOf(deletions)}). Two identities may be two keys of one hand: ask whether they work together.`,
        events: [...looseners, ...deletions].sort(byTime),
        chain: null,
        suppressed: null,
      };
    }
  },
};

function subjectsOf(events: readonly SnapshotEvent[]): string[] {
  return [
    ...new Set(
      events.flatMap(({ resources }) =>
        resources.filter(({ role }) => role === 'subject').map(resourceLabel),
      ),
    ),
  ];
}

function isLoosener(event: SnapshotEvent): boolean {
  return isProtectionOff(event) || isScheduleOff(event);
}

interface Cluster {
  last: SnapshotEvent;
  readonly looseners: SnapshotEvent[];
  readonly deletions: SnapshotEvent[];
  readonly reach: Reach;
}

/** What a weakening laid open: everything of an account, or only what it names. */
interface Reach {
  all: boolean;
  readonly keys: Set<string>;
  /** Azure resource ids in lower case: a lock guards what lies below the resource that it hangs on. */
  readonly scopes: Set<string>;
}

const newReach = (): Reach => ({ all: false, keys: new Set(), scopes: new Set() });

function extend(reach: Reach, event: SnapshotEvent): void {
  for (const resource of event.resources) {
    if (resource.role !== 'subject') continue;
    const scope = lockedScope(resource.id);
    if (scope !== null) reach.scopes.add(scope);
    else if (['snapshot', 'image', 'recoveryPoint'].includes(resource.kind))
      reach.keys.add(keyIn(event, resource));
    else reach.all = true;
  }
  if (!event.resources.some(({ role }) => role === 'subject')) reach.all = true;
}

function isReached(
  reach: Reach,
  event: SnapshotEvent,
  resource: SnapshotEvent['resources'][number],
): boolean {
  if (reach.all || reach.keys.has(keyIn(event, resource))) return true;
  if (reach.scopes.size === 0) return false;
  return scopesAbove(resource.id).some((scope) => reach.scopes.has(scope));
}

function weightOf(
  looseners: readonly SnapshotEvent[],
  deletions: number,
  many: number,
): { readonly certainty: Certainty; readonly because: string } {
  const isGuard = looseners.some(isProtectionOff);
  if (deletions >= many)
    return {
      certainty: isGuard ? 'proven' : 'likely',
      because: 'locks are made so that somebody has to think twice, and so many went after it',
    };
  return {
    certainty: isGuard && deletions > 1 ? 'likely' : 'possible',
    because: isGuard
      ? 'a single one was deleted'
      : 'a project that ends loses its schedule and a copy or two',
  };
}

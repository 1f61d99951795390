import type { SnapshotEvent } from '../model.js';
import {
  actorLabel,
  between,
  formatDuration,
  granteeLabel,
  listed,
  resourceLabel,
  shortId,
} from '../reports/labels.js';
import type { ChainCase } from './buildChains.js';
import { isCopy } from './lineage.js';

/**
 * The chain in one sentence: how it began, who could read it and for how long, what was made of it,
 * how it ended, and what the logs do not say.
 */
export function verdictOf(chain: ChainCase): string {
  const parts = [beginning(chain), exposure(chain), offspring(chain), takings(chain), ending(chain)].filter(
    (part) => part !== null,
  );
  return `${parts.join('; ')}.`;
}

const succeeded = (event: SnapshotEvent) => event.outcome !== 'failure';

function beginning(chain: ChainCase): string {
  const root = resourceLabel(chain.root);
  const made = chain.events.find((event) => event.id === chain.members[0]?.madeBy);
  const of = chain.source === null ? '' : ` of ${resourceLabel(chain.source)}`;
  if (made === undefined) return `${root}${of} (its creation is not in these logs)`;
  return `${actorLabel(made.actor)} made ${root}${of}`;
}

function exposure(chain: ChainCase): string | null {
  const shares = chain.events.filter((event) => event.action === 'share' && succeeded(event));
  const first = shares[0];
  if (first === undefined) return null;
  const who = listed([...new Set(shares.flatMap((event) => event.sharedWith))].map(granteeLabel));
  const closing = chain.events.find(
    (event) =>
      succeeded(event) &&
      (event.action === 'unshare' || isDeletionOfRoot(event, chain)) &&
      isAfter(event, first),
  );
  const gap = closing === undefined ? null : between(first, closing);
  if (closing === undefined) return `shared with ${who}, and nothing in these logs takes it back`;
  return `shared with ${who}${gap === null ? '' : ` for ${formatDuration(gap)}`}`;
}

function isAfter(a: SnapshotEvent, b: SnapshotEvent): boolean {
  return a.time !== null && b.time !== null && a.time >= b.time;
}

function isDeletionOfRoot(event: SnapshotEvent, chain: ChainCase): boolean {
  return event.id === chain.members[0]?.deletedBy;
}

function offspring(chain: ChainCase): string | null {
  const made = chain.members.slice(1);
  if (made.length === 0) return null;
  return `made of it: ${listed(made.map(resourceLabel), 4)}`;
}

function takings(chain: ChainCase): string | null {
  const exports = chain.events.filter((event) => event.action === 'export' && succeeded(event));
  const targets = chain.events.flatMap((event) =>
    event.action === 'use' && succeeded(event)
      ? event.resources.filter(({ role, kind }) => role === 'target' && kind === 'instance')
      : [],
  );
  const parts = [
    exports.length > 0 ? `exported ${exports.length === 1 ? 'once' : `${exports.length} times`}` : null,
    targets.length > 0 ? `attached to ${listed([...new Set(targets.map(({ id }) => shortId(id)))])}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' and ');
}

function ending(chain: ChainCase): string | null {
  const root = chain.members[0];
  if (root === undefined) return null;
  if (root.deletedBy !== null) return 'then deleted';
  const gone = chain.members.slice(1).filter((member) => member.deletedBy !== null && isCopy(member));
  return gone.length === 0 ? null : `deleted since: ${listed(gone.map(resourceLabel))}`;
}

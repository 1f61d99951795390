import type { Action, SnapshotEvent } from '../model.js';
import { accountInId } from '../providers/resourceId.js';
import { resourcesAs } from './deeds.js';
import type { Certainty } from './severity.js';

/** Google tells the owner that somebody took it across, and may not tell whereto. */
export const UNKNOWN_ACCOUNT = 'unknown';

export interface Border {
  readonly from: string;
  readonly to: string;
  readonly certainty: Certainty;
}

/** Images are made to be used by other projects; what a snapshot is of is somebody's disk. */
const KEPT_AT_HOME: ReadonlySet<string> = new Set(['snapshot', 'recoveryPoint']);

/** Actions that can take a copy across a border. */
export const CROSSES: ReadonlySet<Action> = new Set(['copy', 'create', 'restore']);

/**
 * Between which accounts a copy went, or what was restored of one, as its ids tell it; `null` where it went nowhere,
 * failed, or is no copy.
 */
export function crossing(event: SnapshotEvent): Border | null {
  if (!CROSSES.has(event.action) || event.outcome === 'failure' || event.account === null) return null;
  // Whoever may act on both sides needs no copy: a disk is made over there from the snapshot here.
  const isRestore = event.action === 'restore';
  if (isRestore && event.cloud === 'aws') return null;
  const accounts = (ids: readonly { readonly id: string }[]) =>
    ids.map(({ id }) => accountInId(id)).filter((account) => account !== null);
  const own = event.account.toLowerCase();
  if (event.cloud === 'aws') {
    // The owner's log names where it went; a copy of what somebody shared with this account is that owner's matter.
    const to = accounts(
      resourcesAs(event, ['subject', 'result', 'target'], ['snapshot', 'recoveryPoint', 'image', 'vault']),
    );
    const away = to.find((account) => account !== own);
    return away === undefined || event.action !== 'copy'
      ? null
      : { from: own, to: away, certainty: 'likely' };
  }
  // Google writes into the owner's log that another project took a snapshot of its disk.
  if (event.cloud === 'gcp' && event.action === 'create' && event.techniques.includes('T1537')) {
    const taker =
      accounts(resourcesAs(event, ['subject'])).find((account) => account !== own) ?? event.actor.account;
    return { from: own, to: taker ?? UNKNOWN_ACCOUNT, certainty: 'likely' };
  }
  const sources = resourcesAs(event, ['source']).filter(({ kind }) => !isRestore || KEPT_AT_HOME.has(kind));
  const from = accounts(sources).find((account) => account.toLowerCase() !== own);
  // Subscriptions and projects of one company copy from each other every day.
  return from === undefined ? null : { from, to: own, certainty: 'possible' };
}

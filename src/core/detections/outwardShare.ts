import type { ChainCase } from '../chains/chainCase.js';
import { stepsOf } from '../chains/parts.js';
import type { SnapshotEvent } from '../model.js';
import { granteeLabel, listed } from '../reports/labels.js';
import { listNames, type Trust } from './trust.js';

export interface OutwardShare {
  readonly event: SnapshotEvent;
  /** Those it was opened to, other than the owner itself. */
  readonly grantees: readonly string[];
  /** Why the sharing is expected, when everybody it was opened to is trusted; `null` otherwise. */
  readonly trusted: string | null;
}

/** The first time that anything of a chain was opened to others; a share with strangers goes before one with trusted accounts. */
export function outwardShare(chain: ChainCase, trust: Trust): OutwardShare | null {
  let expected: OutwardShare | null = null;
  for (const event of stepsOf(chain, ['share'])) {
    if (event.outcome === 'failure') continue;
    const strangers = event.sharedWith.filter((grantee) =>
      ['foreign', 'public'].includes(trust.ofGrantee(grantee, event)),
    );
    if (strangers.length > 0) return { event, grantees: strangers, trusted: null };
    const trusted = event.sharedWith.filter((grantee) => trust.ofGrantee(grantee, event) === 'trusted');
    if (trusted.length > 0) {
      expected ??= {
        event,
        grantees: trusted,
        trusted: `shared only with ${listed(trusted.map(granteeLabel))}: on the list of ${listNames(trusted, trust)}`,
      };
    }
  }
  return expected;
}

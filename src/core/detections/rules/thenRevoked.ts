import type { EventResource, SnapshotEvent } from '../../model.js';
import { keyIn } from '../../providers/resourceId.js';
import { between, formatDuration, granteeLabel, listed, resourceLabel } from '../../reports/labels.js';
import { bareSentence } from '../../reports/sentences.js';
import { isTaking } from '../deeds.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';
import { listNames } from '../trust.js';
import { at, homeOf, isBefore } from '../wording.js';

export const thenRevoked: Rule = {
  id: 'snapshot.shared.thenRevoked',
  title: 'Shared, then taken back',
  usual: { stake: 'exposed', certainty: 'likely' },
  techniques: ['T1537', 'T1578'],
  explanation:
    'Access given to outsiders was taken back within the time that the settings name. What they copied meanwhile is theirs, and a look at who has access today shows nothing: a correction of a mistake, or tracks covered.',
  *judge({ chains, settings, trust }) {
    const { coverTracksMs } = thresholdsOf(settings);
    for (const chain of chains) {
      if (!chain.actions.has('share')) continue;
      /** The last share of each thing with each outsider. */
      const open = new Map<
        string,
        Map<string, { readonly event: SnapshotEvent; readonly trusted: boolean }>
      >();
      const pairs: Pair[] = [];
      for (const event of chain.events) {
        if (event.time === null || event.outcome === 'failure') continue;
        const subjects = event.resources.filter(({ role }) => role === 'subject');
        const revoked = event.action === 'unshare' ? event.sharedWith : event.revokedFrom;
        for (const thing of subjects) {
          const subject = keyIn(event, thing);
          const shares = open.get(subject) ?? new Map();
          open.set(subject, shares);
          // A reset names nobody: everybody who had access lost it.
          const isReset = event.action === 'unshare' && revoked.length === 0;
          for (const grantee of isReset ? [...shares.keys()] : revoked) {
            const share = shares.get(grantee);
            if (share === undefined) continue;
            shares.delete(grantee);
            const gap = between(share.event, event);
            if (gap !== null && gap <= coverTracksMs) {
              pairs.push({ share: share.event, unshare: event, thing, grantee, gap, trusted: share.trusted });
            }
          }
          if (event.action !== 'share') continue;
          for (const grantee of event.sharedWith) {
            const standing = trust.ofGrantee(grantee, event);
            if (standing !== 'own') shares.set(grantee, { event, trusted: standing === 'trusted' });
          }
        }
      }
      const strangers = pairs.filter(({ trusted }) => !trusted);
      const told = strangers.length > 0 ? strangers : pairs;
      const [first] = told;
      if (first === undefined) continue;
      const { share, unshare, gap } = first;
      const grantees = listed([...new Set(told.map(({ grantee }) => granteeLabel(grantee)))]);
      const others = new Set(
        told.filter((pair) => pair.unshare !== unshare).map(({ thing }) => resourceLabel(thing)),
      );
      for (const thing of unshare.resources) others.delete(resourceLabel(thing));
      const used = chain.events.some(
        (one) => isTaking(one) && isBefore(share, one) && isBefore(one, unshare),
      );
      yield {
        ...this.usual,
        techniques: this.techniques,
        message: `${bareSentence(unshare, homeOf(unshare, chain))}${at(unshare)}, ${formatDuration(gap)} after it had been shared${others.size > 0 ? `; so it went with ${listed([...others])}` : ''}. ${used ? 'It was used in between' : `Whether ${grantees} copied it in between these logs may not tell`}; nobody who looks at it today sees that it was ever open.`,
        events: inOrder(
          [...told.map((pair) => pair.share), ...told.map((pair) => pair.unshare)],
          chain.events,
        ),
        about: inOrder(
          told.map((pair) => pair.unshare),
          chain.events,
        ),
        chain,
        suppressed:
          strangers.length > 0
            ? null
            : `shared only with ${grantees}: on the list of ${listNames(
                told.map(({ grantee }) => grantee),
                trust,
              )}`,
      };
    }
  },
};

interface Pair {
  readonly share: SnapshotEvent;
  readonly unshare: SnapshotEvent;
  readonly thing: EventResource;
  readonly grantee: string;
  readonly gap: number;
  readonly trusted: boolean;
}

function inOrder(wanted: readonly SnapshotEvent[], order: readonly SnapshotEvent[]): SnapshotEvent[] {
  const set = new Set(wanted);
  return order.filter((event) => set.has(event));
}

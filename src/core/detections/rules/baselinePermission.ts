import type { AccessChange } from '../../baseline/difference.js';
import { listWords } from '../../baseline/words.js';
import type { SnapshotEvent } from '../../model.js';
import { actorLabel, granteeLabel, listed, resourceLabel } from '../../reports/labels.js';
import type { Rule } from '../rule.js';
import type { Criteria } from '../severity.js';
import { listNames, type Trust } from '../trust.js';

/**
 * By who was let in: exposed to a stranger, out of reach with everybody, as when it is seen without a list; a mere
 * possibility where only colleagues of the same mail domain, or the owner itself, gained access, and where access was
 * only taken back.
 * Letting in without a call in the logs weighs the same: the list proves it.
 */
export const baselinePermission: Rule = {
  id: 'snapshot.baseline.permission',
  title: 'Access changed since the baseline',
  usual: { stake: 'exposed', certainty: 'proven' },
  techniques: ['T1537', 'T1578'],
  explanation:
    'Others may read a snapshot or image than the list says, or than the logs explain: somebody was let in or shut out after it, or by no call that is logged.',
  *judge({ differences, trust }) {
    for (const difference of differences) {
      if (difference.change !== 'permission') continue;
      const { letIn, letOut, member, inventory, events, chain } = difference;
      const [first] = events;
      if (first === undefined) continue;
      const home = chain?.accounts[0] ?? first.account;
      const sentences = [
        ...sentencesOf(letIn, 'was let in', 'has access', home),
        ...sentencesOf(letOut, 'was shut out', 'no longer has access', home),
      ];
      yield {
        ...weight(letIn, first, trust),
        techniques: letIn.length > 0 ? ['T1537'] : ['T1578'],
        message: `Access to ${resourceLabel(member.resource)} is not as in ${listWords(inventory)}: ${sentences.join('; ')}.`,
        events,
        chain,
        isUnlogged: [...letIn, ...letOut].some(({ by }) => by === null),
      };
    }
  },
};

function sentencesOf(
  changes: readonly AccessChange[],
  byCall: string,
  byNone: string,
  home: string | null,
): readonly string[] {
  const groups = new Map<SnapshotEvent | null, string[]>();
  for (const { who, by } of changes) groups.set(by, [...(groups.get(by) ?? []), granteeLabel(who)]);
  return [...groups].map(([by, who]) =>
    by === null
      ? `${listed(who)} ${byNone}, and no call in these logs explains it`
      : `${listed(who)} ${byCall} by ${actorLabel(by, home)}`,
  );
}

function weight(
  letIn: readonly AccessChange[],
  first: SnapshotEvent,
  trust: Trust,
): Criteria & { readonly suppressed: string | null; readonly because?: string } {
  const standings = letIn.map(({ who, by }) => trust.ofGrantee(who, by ?? first));
  if (standings.includes('public'))
    return { stake: 'outOfReach', certainty: 'proven', suppressed: null, because: 'everybody can copy it' };
  if (standings.includes('foreign')) return { stake: 'exposed', certainty: 'proven', suppressed: null };
  const trusted = letIn.filter((_, index) => standings[index] === 'trusted');
  if (trusted.length > 0 && standings.every((standing) => standing === 'trusted' || standing === 'own')) {
    const names = listed(trusted.map(({ who }) => granteeLabel(who)));
    return {
      stake: 'exposed',
      certainty: 'proven',
      suppressed: `let in was only ${names}: on the list of ${listNames(
        trusted.map(({ who }) => who),
        trust,
      )}`,
    };
  }
  return {
    stake: 'exposed',
    certainty: 'possible',
    suppressed: null,
    because: 'nobody who is surely from outside gained access',
  };
}

import { partOf } from '../../chains/parts.js';
import { keyIn } from '../../providers/resourceId.js';
import { actorLabel } from '../../reports/labels.js';
import { resourcesAs } from '../deeds.js';
import { identityOf, isSameIdentity } from '../identity.js';
import { restoresByIdentity } from '../restores.js';
import type { Rule } from '../rule.js';
import { homeOf, told } from '../wording.js';

export const restoredByOther: Rule = {
  id: 'snapshot.restored.otherIdentity',
  title: 'Restored by another identity than the one who made it',
  usual: { stake: 'exposed', certainty: 'possible' },
  techniques: ['T1578'],
  explanation:
    'One person made a snapshot, and another restored it. Within a team that is everyday work; in a chain with worse in it, it is the hand-over. Copies that a backup service made are restored by somebody else by nature, and do not count.',
  *judge(subject) {
    for (const group of restoresByIdentity(subject).values()) {
      const [first] = group;
      if (first === undefined || first.chain === null) continue;
      const { event, chain } = first;
      const maker = resourcesAs(event, ['source', 'subject'], ['snapshot', 'recoveryPoint'])
        .map((resource) => partOf(chain, keyIn(event, resource))?.made ?? null)
        .find((made) => made !== null);
      if (maker === undefined || maker.actor.service || identityOf(maker) === null) continue;
      if (isSameIdentity(maker, event)) continue;
      yield {
        ...this.usual,
        techniques: this.techniques,
        message: `${told(event, chain)}, by ${actorLabel(maker, homeOf(maker, chain))}. One made the copy, another took what is in it.`,
        events: [maker, ...group.map((one) => one.event)],
        about: group.map((one) => one.event),
        chain,
        suppressed: null,
      };
    }
  },
};

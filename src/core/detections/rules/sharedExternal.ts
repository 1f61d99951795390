import { isAboutKey } from '../../chains/about.js';
import { granteeLabel, listed } from '../../reports/labels.js';
import type { Rule } from '../rule.js';
import { listNames, type Standing } from '../trust.js';
import { told } from '../wording.js';

export const sharedExternal: Rule = {
  id: 'snapshot.shared.external',
  title: 'Shared with another account',
  usual: { stake: 'exposed', certainty: 'proven' },
  techniques: ['T1537'],
  explanation:
    'A snapshot, image or backup was opened to an account outside the one that owns it. Whoever holds that account can copy all the data, out of sight of these logs.',
  *judge({ steps, trust }) {
    for (const { event, chain } of steps('share')) {
      if (event.outcome === 'failure' || isAboutKey(event)) continue;
      const those = (standing: Standing) =>
        event.sharedWith.filter((grantee) => trust.ofGrantee(grantee, event) === standing);
      const foreign = those('foreign');
      const colleagues = those('sameDomain');
      const trusted = those('trusted');
      const worst = [foreign, colleagues, trusted].find((grantees) => grantees.length > 0);
      if (worst === undefined) continue;
      const who = listed(worst.map(granteeLabel));
      yield {
        stake: 'exposed',
        certainty: worst === colleagues ? 'likely' : 'proven',
        techniques: this.techniques,
        message: `${told(event, chain)}. From then on ${who} can copy all of its data.`,
        because:
          'the mail domain is that of the one who shared, which makes a colleague likely and proves nothing',
        events: [event],
        chain,
        suppressed: worst === trusted ? `${who}: on the list of ${listNames(worst, trust)}` : null,
      };
    }
  },
};

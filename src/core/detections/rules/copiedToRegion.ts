import type { ChainCase } from '../../chains/chainCase.js';
import { isCopy } from '../../chains/makings.js';
import { partOf } from '../../chains/parts.js';
import type { SnapshotEvent } from '../../model.js';
import { keyIn } from '../../providers/resourceId.js';
import { pushTo } from '../../pushTo.js';
import { brief } from '../../reports/labels.js';
import { identityOf } from '../identity.js';
import type { Case, Rule } from '../rule.js';
import { told } from '../wording.js';

export const copiedToRegion: Rule = {
  id: 'snapshot.copied.region',
  title: 'Copied to a region that is new here',
  usual: { stake: 'prepared', certainty: 'likely' },
  techniques: ['T1578', 'T1578.001'],
  explanation:
    'Somebody, no backup service, copied a snapshot or image to a region to which no copy of this account went before. Regions that nobody watches are a good place to work on stolen data; disaster recovery begins the same way.',
  *judge(subject) {
    for (const group of firstCopies(subject).values()) {
      const [first] = group;
      if (first === undefined) continue;
      const { event, from } = first;
      const chain = subject.chainOf(event);
      const more = group.length > 1 ? `, and ${group.length - 1} more in the same call or after it` : '';
      yield {
        ...this.usual,
        techniques: this.techniques,
        message: `${told(event, chain)}, from region ${brief(from)} to ${brief(event.region ?? '')}, where none had gone before${more}.`,
        events: group.map((one) => one.event),
        chain,
        suppressed: null,
      };
    }
  },
};

interface Moved {
  readonly event: SnapshotEvent;
  readonly from: string;
}

/** Copies to each region by the one who was the first to copy there; all of them, in time order. */
function firstCopies({ steps }: Case): Map<string, Moved[]> {
  const pioneers = new Map<string, string | null>();
  const groups = new Map<string, Moved[]>();
  for (const { event, chain } of steps('copy')) {
    if (event.outcome === 'failure' || event.region === null) continue;
    // Google's snapshots belong to no region, and its logs name zones.
    if (event.cloud === 'gcp') continue;
    const from = regionOfSource(event, chain);
    if (from === null || from === event.region) continue;
    const way = JSON.stringify([event.cloud, event.account, event.region]);
    if (!pioneers.has(way)) pioneers.set(way, event.actor.service ? null : identityOf(event));
    const pioneer = pioneers.get(way) ?? null;
    if (pioneer !== null && pioneer === identityOf(event)) pushTo(groups, way, { event, from });
  }
  return groups;
}

function regionOfSource(event: SnapshotEvent, chain: ChainCase | null): string | null {
  if (chain === null) return null;
  for (const resource of event.resources) {
    if (resource.role !== 'source' || !isCopy(resource)) continue;
    const maker = partOf(chain, keyIn(event, resource))?.made ?? null;
    if (maker !== null && maker !== event) return maker.region;
  }
  return null;
}

import type { ChainCase } from '../../chains/chainCase.js';
import { makerOf, partOf, stepsOf } from '../../chains/parts.js';
import type { EventResource, SnapshotEvent } from '../../model.js';
import { keyIn, resourceKey } from '../../providers/resourceId.js';
import { pushTo } from '../../pushTo.js';
import { actorLabel, resourceLabel } from '../../reports/labels.js';
import { bareSentence } from '../../reports/sentences.js';
import { historyOf, newness } from '../history.js';
import { identityOf, isSameIdentity } from '../identity.js';
import { type Mount, type Mounts, mountsIn } from '../mounts.js';
import { routineOf } from '../routine.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';
import { at, homeOf } from '../wording.js';

export const mountedElsewhere: Rule = {
  id: 'snapshot.mounted.elsewhere',
  title: 'Mounted on another machine',
  usual: { stake: 'exposed', certainty: 'possible' },
  techniques: ['T1578', 'T1578.002'],
  explanation:
    'A disk made from a snapshot went to a machine that is not known to be that of the original disk, or a new machine was made of it. Whoever owns that machine reads the data without touching the original. Weighs more when neither the one who made the snapshot nor anybody known here did it.',
  *judge({ acting, chains, firsts, settings }) {
    const { newIdentityMs } = thresholdsOf(settings);
    const history = historyOf(firsts);
    const known = mountsIn(acting);
    const routine = routinesOf(known);
    for (const chain of chains) {
      const byActor = new Map<string, Mount[]>();
      for (const event of stepsOf(chain, ['use', 'restore'])) {
        const mount = known.of(event);
        if (mount === null || event.actor.service) continue;
        const identity = identityOf(event);
        if ((routine.get(identity)?.(Date.parse(event.time ?? '')) ?? 0) > 0) continue;
        if (isElsewhere(mount, chain, known)) pushTo(byActor, identity ?? '', mount);
      }
      for (const mounts of byActor.values()) {
        const homeOfFirst = (mount: Mount) => [...homeMachines(mount, chain, known).values()][0];
        const told = mounts.find((mount) => homeOfFirst(mount) !== undefined) ?? mounts[0];
        if (told === undefined) continue;
        const { event } = told;
        const maker = makerOf(chain);
        const isOther = maker !== null && !maker.actor.service && !isSameIdentity(maker, event);
        const isNew = newness(event, history, newIdentityMs);
        const restores = makersOf(mounts, chain);
        const all = new Set([...restores, ...mounts.map((mount) => mount.event)]);
        yield {
          stake: 'exposed',
          certainty: isOther || isNew !== null ? 'likely' : 'possible',
          techniques: this.techniques,
          message: `${bareSentence(event, homeOf(event, chain))}${at(event)}${isNew === null ? '' : `, ${isNew}`}. ${whereFrom(homeOfFirst(told))}${isOther ? `; the copy was made by ${actorLabel(maker, homeOf(maker, chain))}` : ''}.`,
          events: chain.events.filter((one) => all.has(one)),
          chain,
          suppressed: null,
        };
      }
    }
  },
};

/** For each identity, the hours at which it mounts disks day by day, as storage drivers and restore tests do. */
function routinesOf({ all }: Mounts): Map<string | null, (time: number) => number> {
  const times = new Map<string | null, number[]>();
  for (const { event } of all)
    if (event.time !== null) pushTo(times, identityOf(event), Date.parse(event.time));
  return new Map([...times].map(([identity, moments]) => [identity, routineOf(moments)]));
}

/** A chain of copies of copies is followed up so far. */
const MOST_ANCESTORS = 1_000;

/** The machines that the originals of a mounted disk were seen on, by key: the disks above it, and what the root was taken from. */
function homeMachines({ disks }: Mount, chain: ChainCase, known: Mounts): Map<string, EventResource> {
  const homes = new Map<string, EventResource>();
  const above = new Set(disks);
  const mounted = above.size;
  for (const key of above) {
    if (above.size > MOST_ANCESTORS) break;
    for (const parent of partOf(chain, key)?.member.madeFrom ?? []) above.add(parent);
  }
  const maker = makerOf(chain);
  const { source } = chain;
  if (source !== null && maker !== null && above.has(chain.members[0]?.key ?? '')) {
    const key = resourceKey(source, maker);
    if (source.kind === 'instance') homes.set(key, { ...source, role: 'source' });
    above.add(key);
  }
  for (const key of [...above].slice(mounted)) {
    for (const [machine, resource] of known.machinesOf(key)) homes.set(machine, resource);
  }
  return homes;
}

function isElsewhere(mount: Mount, chain: ChainCase, known: Mounts): boolean {
  const { event, machines: targets, disks } = mount;
  // Only what was made of the copy counts: a disk of the chain, or the copy itself.
  if (![...disks].some((disk) => partOf(chain, disk) !== undefined)) return false;
  const homes = homeMachines(mount, chain, known);
  return targets.some((machine) => !homes.has(keyIn(event, machine)));
}

function whereFrom(home: EventResource | undefined): string {
  return home === undefined
    ? 'On which machine the original is, these logs do not tell'
    : `The original belongs to ${resourceLabel(home)}`;
}

/** The restores that made the disks. */
function makersOf(mounts: readonly Mount[], chain: ChainCase): SnapshotEvent[] {
  const disks = new Set(mounts.flatMap((mount) => [...mount.disks]));
  return stepsOf(chain, ['restore']).filter(
    (event) =>
      event.outcome !== 'failure' &&
      event.resources.some(
        (one) => one.role === 'result' && one.kind === 'volume' && disks.has(keyIn(event, one)),
      ),
  );
}

import type { ChainCase } from '../../chains/buildChains.js';
import type { EventResource, SnapshotEvent } from '../../model.js';
import { keyIn, resourceKey } from '../../providers/resourceId.js';
import { pushTo } from '../../pushTo.js';
import { actorLabel, resourceLabel } from '../../reports/labels.js';
import { bareSentence } from '../../reports/sentences.js';
import { at, homeOf, partsOf } from '../chainOf.js';
import { historyOf, newness } from '../history.js';
import { identityOf, isSameIdentity } from '../identity.js';
import { type Mount, machinesByDisk, mountsOf } from '../mounts.js';
import { routineOf } from '../routine.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';

export const mountedElsewhere: Rule = {
  id: 'snapshot.mounted.elsewhere',
  title: 'Mounted on another machine',
  usual: { stake: 'exposed', certainty: 'possible' },
  techniques: ['T1578', 'T1578.002'],
  explanation:
    'A disk made from a snapshot went to a machine that is not known to be that of the original disk, or a new machine was made of it. Whoever owns that machine reads the data without touching the original. Weighs more when neither the one who made the snapshot nor anybody known here did it.',
  *judge({ events, chains, settings }) {
    const { newIdentityMs } = thresholdsOf(settings);
    const history = historyOf(events);
    const machines = machinesByDisk(events);
    const routine = routinesOf(events);
    for (const chain of chains) {
      const byActor = new Map<string, Mount[]>();
      for (const event of chain.events) {
        if (event.actor.service || (routine.get(identityOf(event))?.(Date.parse(event.time ?? '')) ?? 0) > 0)
          continue;
        for (const mount of mountsOf(event)) {
          if (isElsewhere(mount, chain, machines)) pushTo(byActor, identityOf(event) ?? '', mount);
        }
      }
      for (const mounts of byActor.values()) {
        const [first] = mounts;
        if (first === undefined) continue;
        const { event } = first;
        const maker = makerOf(chain);
        const isOther = maker !== undefined && !maker.actor.service && !isSameIdentity(maker, event);
        const isNew = newness(event, history, newIdentityMs);
        const restores = chain.events.filter((one) => mounts.some((mount) => madeDiskOf(one, mount)));
        const all = new Set([...restores, ...mounts.map((mount) => mount.event)]);
        yield {
          stake: 'exposed',
          certainty: isOther || isNew !== null ? 'likely' : 'possible',
          techniques: this.techniques,
          message: `${bareSentence(event, homeOf(event, chain))}${at(event)}${isNew === null ? '' : `, ${isNew}`}. ${whereFrom(chain, machines)}${isOther ? `; the copy was made by ${actorLabel(maker, homeOf(maker, chain))}` : ''}.`,
          events: chain.events.filter((one) => all.has(one)),
          chain,
          suppressed: null,
        };
      }
    }
  },
};

/** For each identity, the hours at which it mounts disks day by day, as storage drivers and restore tests do. */
function routinesOf(events: readonly SnapshotEvent[]): Map<string | null, (time: number) => number> {
  const times = new Map<string | null, number[]>();
  for (const event of events) {
    if (event.time !== null && mountsOf(event).length > 0)
      pushTo(times, identityOf(event), Date.parse(event.time));
  }
  return new Map([...times].map(([identity, moments]) => [identity, routineOf(moments)]));
}

function makerOf(chain: ChainCase): SnapshotEvent | undefined {
  return partsOf(chain).event(chain.members[0]?.madeBy ?? null);
}

/** The machines that the chain's source was seen on, by key. */
function homeMachines(
  chain: ChainCase,
  machines: ReturnType<typeof machinesByDisk>,
): ReadonlyMap<string, EventResource> {
  const maker = makerOf(chain);
  if (chain.source === null || maker === undefined) return new Map();
  const key = resourceKey(chain.source, maker);
  if (chain.source.kind === 'instance') return new Map([[key, { ...chain.source, role: 'source' }]]);
  return machines.get(key) ?? new Map();
}

function isElsewhere(
  { event, machine, disks }: Mount,
  chain: ChainCase,
  machines: ReturnType<typeof machinesByDisk>,
): boolean {
  const parts = partsOf(chain);
  // Only what was made of the copy counts: a disk of the chain, or the copy itself.
  return (
    disks.some((disk) => parts.member(keyIn(event, disk)) !== undefined) &&
    !homeMachines(chain, machines).has(keyIn(event, machine))
  );
}

function whereFrom(chain: ChainCase, machines: ReturnType<typeof machinesByDisk>): string {
  const [home] = homeMachines(chain, machines).values();
  if (home !== undefined) return `The original belongs to ${resourceLabel(home)}`;
  return 'On which machine the original is, these logs do not tell';
}

function madeDiskOf(event: SnapshotEvent, mount: Mount): boolean {
  if (event.action !== 'restore' || event.outcome === 'failure') return false;
  const keys = new Set(mount.disks.map((disk) => keyIn(mount.event, disk)));
  return event.resources.some(
    (one) => one.role === 'result' && one.kind === 'volume' && keys.has(keyIn(event, one)),
  );
}

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
      if (byActor.size === 0) continue;
      // Once for all who mounted something: each may have one disk of very many.
      const restores = restoresByDisk(chain);
      const places = new Map(chain.events.map((event, place) => [event, place]));
      for (const mounts of byActor.values()) {
        const homeOfFirst = (mount: Mount) => firstHome(originalsOf(mount, chain), known);
        const told = mounts.find((mount) => homeOfFirst(mount) !== undefined) ?? mounts[0];
        if (told === undefined) continue;
        const { event } = told;
        const maker = makerOf(chain);
        const isOther = maker !== null && !maker.actor.service && !isSameIdentity(maker, event);
        const isNew = newness(event, history, newIdentityMs);
        const all = new Set(mounts.flatMap((mount) => [...makersOf(mount, restores), mount.event]));
        yield {
          stake: 'exposed',
          certainty: isOther || isNew !== null ? 'likely' : 'possible',
          techniques: this.techniques,
          because: isOther ? 'another made the copy' : 'nobody had seen that identity before',
          message: `${bareSentence(event, homeOf(event, chain))}${at(event)}${isNew === null ? '' : `, ${isNew}`}. ${whereFrom(homeOfFirst(told))}${isOther ? `; the copy was made by ${actorLabel(maker, homeOf(maker, chain))}` : ''}.`,
          events: inOrder(all, places),
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

/** Where the originals of a mounted disk were seen: on the machine that the root was taken from, or on those of disks. */
interface Originals {
  readonly machine: { readonly key: string; readonly resource: EventResource } | null;
  /** Keys of the disks above it, and of what the root was taken from. */
  readonly disks: readonly string[];
}

function originalsOf({ disks }: Mount, chain: ChainCase): Originals {
  const above = new Set(disks);
  const mounted = above.size;
  for (const key of above) {
    if (above.size > MOST_ANCESTORS) break;
    for (const parent of partOf(chain, key)?.member.madeFrom ?? []) above.add(parent);
  }
  const maker = makerOf(chain);
  const { source } = chain;
  let machine: Originals['machine'] = null;
  if (source !== null && maker !== null && above.has(chain.members[0]?.key ?? '')) {
    const key = resourceKey(source, maker);
    if (source.kind === 'instance') machine = { key, resource: { ...source, role: 'source' } };
    above.add(key);
  }
  return { machine, disks: [...above].slice(mounted) };
}

/** A disk may have been on very many machines: none of them is gone through. */
function firstHome({ machine, disks }: Originals, known: Mounts): EventResource | undefined {
  if (machine !== null) return machine.resource;
  for (const disk of disks) {
    const [home] = known.machinesOf(disk).values();
    if (home !== undefined) return home;
  }
  return undefined;
}

function isElsewhere(mount: Mount, chain: ChainCase, known: Mounts): boolean {
  const { event, machines: targets, disks } = mount;
  // Only what was made of the copy counts: a disk of the chain, or the copy itself.
  if (![...disks].some((disk) => partOf(chain, disk) !== undefined)) return false;
  const originals = originalsOf(mount, chain);
  const isHome = (key: string) =>
    originals.machine?.key === key || originals.disks.some((disk) => known.machinesOf(disk).has(key));
  return targets.some((machine) => !isHome(keyIn(event, machine)));
}

function whereFrom(home: EventResource | undefined): string {
  return home === undefined
    ? 'These logs do not say which machine has the original'
    : `The original belongs to ${resourceLabel(home)}`;
}

/** The restores that made disks, by the disk's key. */
function restoresByDisk(chain: ChainCase): ReadonlyMap<string, readonly SnapshotEvent[]> {
  const restores = new Map<string, SnapshotEvent[]>();
  for (const event of stepsOf(chain, ['restore'])) {
    if (event.outcome === 'failure') continue;
    for (const one of event.resources)
      if (one.role === 'result' && one.kind === 'volume') pushTo(restores, keyIn(event, one), event);
  }
  return restores;
}

function makersOf(
  { disks }: Mount,
  restores: ReadonlyMap<string, readonly SnapshotEvent[]>,
): readonly SnapshotEvent[] {
  return [...disks].flatMap((disk) => restores.get(disk) ?? []);
}

function inOrder(
  events: Iterable<SnapshotEvent>,
  places: ReadonlyMap<SnapshotEvent, number>,
): readonly SnapshotEvent[] {
  return [...events].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

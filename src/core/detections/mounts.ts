import type { Chains } from '../chains/buildChains.js';
import type { ChainCase } from '../chains/chainCase.js';
import { stepsOf } from '../chains/parts.js';
import type { EventResource, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { remembered } from '../remembered.js';
import { isDetaching, resourcesAs } from './deeds.js';

/** Disks, and the machines that they went to. */
export interface Mount {
  readonly event: SnapshotEvent;
  readonly machines: readonly EventResource[];
  /** Keys of the disks attached, or of the copies that machines were made from. */
  readonly disks: ReadonlySet<string>;
}

/** A call that names more machines times disks tells nothing of which went where; real fleets stay far below. */
const MOST_PAIRS = 50_000;

/** Every mount of a case. */
export interface Mounts {
  /** What an event put on which machines, or `null`. */
  of(event: SnapshotEvent): Mount | null;
  /** In time order. */
  readonly all: readonly Mount[];
  /** The machines that a disk was ever seen on, by the machine's key. */
  machinesOf(disk: string): ReadonlyMap<string, EventResource>;
}

const NO_MACHINES: ReadonlyMap<string, EventResource> = new Map();

/**
 * What was put on which machines: disks attached to one, or machines made of a disk or of a snapshot. Machines
 * started from an image are no mounts: that is what images are for. Built once; linear.
 */
export const mountsIn = remembered((acting: Chains['acting']): Mounts => build(acting('use', 'restore')));

function build(events: readonly SnapshotEvent[]): Mounts {
  const mounts = new Map<SnapshotEvent, Mount>();
  const machines = new Map<string, Map<string, EventResource>>();
  for (const event of events) {
    const mount = readMount(event);
    if (mount === null) continue;
    mounts.set(event, mount);
    for (const key of mount.disks) {
      const on = machines.get(key) ?? new Map<string, EventResource>();
      for (const machine of mount.machines) on.set(keyIn(event, machine), machine);
      machines.set(key, on);
    }
  }
  return {
    of: (event) => mounts.get(event) ?? null,
    all: [...mounts.values()],
    machinesOf: (disk) => machines.get(disk) ?? NO_MACHINES,
  };
}

function readMount(event: SnapshotEvent): Mount | null {
  if (event.outcome === 'failure' || isDetaching(event)) return null;
  const machines = resourcesAs(event, ['target', 'result'], ['instance']);
  const disks = resourcesAs(event, ['subject', 'source'], ['volume', 'snapshot', 'recoveryPoint']);
  const pairs = machines.length * disks.length;
  if (pairs === 0 || pairs > MOST_PAIRS) return null;
  return { event, machines, disks: new Set(disks.map((disk) => keyIn(event, disk))) };
}

/** Whether what a restore made was put on a machine in this chain, or is one. */
export function reachesMachine(restore: SnapshotEvent, chain: ChainCase, mounts: Mounts): boolean {
  const made = resourcesAs(restore, ['result']);
  if (restore.action === 'restore' && made.some(({ kind }) => kind === 'instance')) return true;
  const keys = new Set(made.filter(({ kind }) => kind === 'volume').map((one) => keyIn(restore, one)));
  return stepsOf(chain, ['use', 'restore']).some((event) =>
    [...(mounts.of(event)?.disks ?? [])].some((disk) => keys.has(disk)),
  );
}

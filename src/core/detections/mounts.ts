import type { ChainCase } from '../chains/buildChains.js';
import type { EventResource, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
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

const mounts = new WeakMap<SnapshotEvent, { readonly mount: Mount | null }>();

/**
 * What an event put on which machines: a disk attached to one, or a machine made of a disk or of a snapshot. Machines
 * started from an image are no mounts: that is what images are for.
 */
export function mountOf(event: SnapshotEvent): Mount | null {
  if (event.action !== 'use' && event.action !== 'restore') return null;
  let known = mounts.get(event);
  if (known === undefined) {
    known = { mount: readMount(event) };
    mounts.set(event, known);
  }
  return known.mount;
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
export function reachesMachine(restore: SnapshotEvent, chain: ChainCase): boolean {
  const made = resourcesAs(restore, ['result']);
  if (restore.action === 'restore' && made.some(({ kind }) => kind === 'instance')) return true;
  const keys = new Set(made.filter(({ kind }) => kind === 'volume').map((one) => keyIn(restore, one)));
  return chain.events.some((event) => [...(mountOf(event)?.disks ?? [])].some((disk) => keys.has(disk)));
}

const known = new WeakMap<
  readonly SnapshotEvent[],
  ReadonlyMap<string, ReadonlyMap<string, EventResource>>
>();

/** The machines that each disk was ever seen on, by the disk's key and then the machine's; built once, linear. */
export function machinesByDisk(
  events: readonly SnapshotEvent[],
): ReadonlyMap<string, ReadonlyMap<string, EventResource>> {
  let machines = known.get(events);
  if (machines === undefined) {
    const found = new Map<string, Map<string, EventResource>>();
    for (const event of events) {
      const mount = mountOf(event);
      for (const key of mount?.disks ?? []) {
        const on = found.get(key) ?? new Map<string, EventResource>();
        for (const machine of mount?.machines ?? []) on.set(keyIn(event, machine), machine);
        found.set(key, on);
      }
    }
    machines = found;
    known.set(events, found);
  }
  return machines;
}

import type { ChainCase } from '../chains/buildChains.js';
import type { EventResource, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { isDetaching, resourcesAs } from './deeds.js';

/** A disk, and the machine that it went to. */
export interface Mount {
  readonly event: SnapshotEvent;
  readonly machine: EventResource;
  /** Disks attached, or copies that a machine was made from. */
  readonly disks: readonly EventResource[];
}

/**
 * What an event put on which machine: a disk attached to one, or a machine made of a disk or of a snapshot. Machines
 * started from an image are no mounts: that is what images are for.
 */
export function mountsOf(event: SnapshotEvent): readonly Mount[] {
  if (event.outcome === 'failure' || isDetaching(event)) return [];
  if (event.action !== 'use' && event.action !== 'restore') return [];
  const machines = resourcesAs(event, ['target', 'result'], ['instance']);
  const disks = resourcesAs(event, ['subject', 'source'], ['volume', 'snapshot', 'recoveryPoint']);
  return disks.length === 0 ? [] : machines.map((machine) => ({ event, machine, disks }));
}

/** Whether what a restore made was put on a machine in this chain, or is one. */
export function reachesMachine(restore: SnapshotEvent, chain: ChainCase): boolean {
  const made = resourcesAs(restore, ['result']);
  if (restore.action === 'restore' && made.some(({ kind }) => kind === 'instance')) return true;
  const keys = new Set(made.filter(({ kind }) => kind === 'volume').map((one) => keyIn(restore, one)));
  return chain.events.some((event) =>
    mountsOf(event).some(({ disks }) => disks.some((disk) => keys.has(keyIn(event, disk)))),
  );
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
      for (const { machine, disks } of mountsOf(event)) {
        for (const disk of disks) {
          if (disk.kind !== 'volume') continue;
          const key = keyIn(event, disk);
          const on = found.get(key) ?? new Map<string, EventResource>();
          on.set(keyIn(event, machine), machine);
          found.set(key, on);
        }
      }
    }
    machines = found;
    known.set(events, found);
  }
  return machines;
}

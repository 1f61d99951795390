import { countWhile } from '../countWhile.js';
import type { Cloud, SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';
import type { Place } from './inventory.js';

/** The snapshot events nearest to a moment in the logs of a place. */
export interface Around {
  readonly before: SnapshotEvent;
  readonly after: SnapshotEvent;
}

/**
 * What the logs are about, told by the snapshot events that they hold: a log without any is not known of here, so that
 * this says rather too little than too much.
 */
export interface Coverage {
  /**
   * The last event before and the first after `time` in the logs of a place; `null` when these logs begin later, end
   * sooner, or are not there. Of Azure and Google a place is an account, whatever the region.
   */
  around(place: Place, time: string): Around | null;
}

export function coverageOf(events: readonly SnapshotEvent[]): Coverage {
  const lists = new Map<string, SnapshotEvent[]>();
  for (const event of events) {
    if (event.time === null || event.account === null) continue;
    pushTo(lists, placeKey(event.cloud, event.account, event.region), event);
  }
  for (const list of lists.values()) list.sort((a, b) => compare(a.time ?? '', b.time ?? ''));
  return {
    around({ cloud, account, region }, time) {
      const list = lists.get(placeKey(cloud, account, region)) ?? [];
      const next = firstAfter(list, time);
      const before = list[next - 1];
      const after = list[next];
      return before === undefined || after === undefined ? null : { before, after };
    },
  };
}

/** Whose logs these are, in a stable order. */
export function placesOf(events: readonly SnapshotEvent[]): Place[] {
  const places = new Map<string, Place>();
  for (const { cloud, account, region } of events) {
    if (account === null) continue;
    const place = {
      cloud,
      account: cloud === 'azure' ? account.toLowerCase() : account,
      region: cloud === 'aws' ? region : null,
    };
    places.set(placeKey(cloud, account, region), place);
  }
  return [...places].sort(([a], [b]) => compare(a, b)).map(([, place]) => place);
}

/** The same for every spelling of a place. */
export function placeKey(cloud: Cloud, account: string, region: string | null): string {
  return JSON.stringify([cloud, account.toLowerCase(), cloud === 'aws' ? region : null]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Index of the first event at or after `time`. */
function firstAfter(list: readonly SnapshotEvent[], time: string): number {
  return countWhile(list.length, (index) => (list[index]?.time ?? '') < time);
}

import { ACTIONS, type Action, type SnapshotEvent } from '../model.js';

/**
 * Gives the events that did one of these, in the order of the list. Most rules ask for few of very many events: the
 * list is gone through once for all of them.
 */
export type Acting = (...actions: readonly Action[]) => readonly SnapshotEvent[];

/** Linear in `events`, and in what it gives. */
export function actingIn(events: readonly SnapshotEvent[]): Acting {
  const places = new Map<Action, number[]>(ACTIONS.map((action) => [action, []]));
  for (const [place, { action }] of events.entries()) places.get(action)?.push(place);
  const known = new Map<string, readonly SnapshotEvent[]>();
  return (...actions) => {
    const key = actions.join();
    let found = known.get(key);
    if (found === undefined) {
      const all = Uint32Array.from(actions.flatMap((action) => places.get(action) ?? []));
      if (actions.length > 1) all.sort();
      found = Array.from(all, (place) => events[place]).filter((event) => event !== undefined);
      known.set(key, found);
    }
    return found;
  };
}

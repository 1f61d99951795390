import { ACTIONS, type Action, type SnapshotEvent } from '../model.js';

/** Gives what was done in events, each once. Of many lists most do the same: they share one set. */
export function actionSets(): (events: readonly SnapshotEvent[]) => ReadonlySet<Action> {
  const bits = new Map<Action, number>(ACTIONS.map((action, index) => [action, 2 ** index]));
  const known = new Map<number, ReadonlySet<Action>>();
  return (events) => {
    let mask = 0;
    for (const { action } of events) mask |= bits.get(action) ?? 0;
    let set = known.get(mask);
    if (set === undefined) {
      set = new Set(events.map(({ action }) => action));
      known.set(mask, set);
    }
    return set;
  };
}

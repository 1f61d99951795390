import { ACTIONS, type Action } from '../model.js';

/** Gives each list of actions without repeats. Of many lists most hold the same: they share one set. */
export function actionSets(): (actions: readonly Action[]) => ReadonlySet<Action> {
  const bits = new Map<Action, number>(ACTIONS.map((action, index) => [action, 2 ** index]));
  const known = new Map<number, ReadonlySet<Action>>();
  return (actions) => {
    let mask = 0;
    for (const action of actions) mask |= bits.get(action) ?? 0;
    let set = known.get(mask);
    if (set === undefined) {
      set = new Set(actions);
      known.set(mask, set);
    }
    return set;
  };
}

import { pushTo } from '../pushTo.js';
import type { EventTable } from './eventTable.js';
import { isCopy } from './makings.js';

const LOCK = '/providers/microsoft.authorization/locks/';

/** The Azure resource id, in lower case, of what a lock hangs on: it guards that and all below. `null` for no lock. */
export function lockedScope(id: string): string | null {
  const folded = id.toLowerCase();
  const at = folded.indexOf(LOCK);
  return at === -1 ? null : folded.slice(0, at);
}

/** Azure nests resources far less deep; an id of slashes alone shall cost nothing. */
const MAX_DEPTH = 100;

/** An Azure resource id in lower case, and those of everything above it. */
export function scopesAbove(id: string): readonly string[] {
  const parts = id.toLowerCase().split('/', MAX_DEPTH);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * Locks taken off a resource group, a subscription or something else that is no backup, below which a copy or a vault
 * was deleted afterwards: only the delete tells that they guarded one. Gives their places.
 */
export function locksAbove(table: EventTable): ReadonlySet<number> {
  const found = new Set<number>();
  const lifted = new Map<string, number[]>();
  for (let place = 0; place < table.count; place++) {
    if (table.cloud(place) !== 'azure' || table.outcome(place) === 'failure') continue;
    const isLift = table.action(place) === 'unprotect' && !table.is(place, 'standsAlone');
    if (!isLift && (table.action(place) !== 'delete' || lifted.size === 0)) continue;
    const subjects = table.event(place).resources.filter(({ role }) => role === 'subject');
    if (isLift) {
      for (const { id } of subjects) {
        const scope = lockedScope(id);
        if (scope !== null) pushTo(lifted, scope, place);
      }
    } else {
      for (const resource of subjects) {
        if (!isCopy(resource) && resource.kind !== 'vault') continue;
        for (const scope of scopesAbove(resource.id)) {
          for (const lock of lifted.get(scope) ?? []) found.add(lock);
          lifted.delete(scope);
        }
      }
    }
  }
  return found;
}

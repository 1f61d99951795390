import { loadCatalogue } from '../catalogue/catalogue.js';
import { techniquesFor } from '../catalogue/techniques.js';
import type { SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { isAboutKey } from './about.js';
import type { EventTable } from './eventTable.js';
import { isCarrier, makings } from './makings.js';

/** Who has access to a thing, as far as earlier records gave the whole list. */
type Lists = Map<string, Set<string>>;

/**
 * Some calls write down everybody who has access from now on, and not what they change: Google's `setIamPolicy`
 * without a delta, AWS resource policies. Where the list before is known, such an event is told as what it changed: who
 * is new, who lost access, or that nobody did. Where it is not known, the event names all, and `accessBefore` is absent.
 */
export function settleAccess(table: EventTable): void {
  const { things } = table;
  const listed = new Set<string>();
  for (let place = 0; place < table.count; place++) {
    if (!table.is(place, 'hasAccessList')) continue;
    const event = table.event(place);
    for (const resource of event.resources)
      if (resource.role === 'subject') listed.add(keyIn(event, resource));
  }
  if (listed.size === 0) return;
  const marks = things.marked(listed);
  const areOthers = [...listed].some((key) => things.numberOf(key) === undefined);
  const namesOther = (event: SnapshotEvent) =>
    event.resources.some((one) => one.role === 'subject' && !isCarrier(one) && listed.has(keyIn(event, one)));
  const lists: Lists = new Map();
  for (let place = 0; place < table.count; place++) {
    if (table.outcome(place) !== 'success' || !table.hasTime(place)) continue;
    if (!things.namesAny(place, marks) && !(areOthers && namesOther(table.event(place)))) continue;
    const event = table.event(place);
    const told = settled(event, listed, lists);
    if (told !== event) table.replace(place, told);
  }
}

function settled(event: SnapshotEvent, listed: ReadonlySet<string>, lists: Lists): SnapshotEvent {
  const { accessAfter, action } = event;
  // A new copy of Google's has an empty policy of its own; what it inherits from its project is not in its log.
  if (event.cloud === 'gcp') {
    for (const { made } of makings(event)) {
      for (const one of made) {
        const key = keyIn(event, one);
        if (listed.has(key)) lists.set(key, new Set());
      }
    }
  }
  if (accessAfter === undefined && action !== 'share' && action !== 'unshare' && action !== 'delete')
    return event;
  // A grant of AWS KMS stands beside the policy of the key: neither changes the other.
  if (accessAfter === undefined && event.cloud === 'aws' && isAboutKey(event)) return event;
  const keys = event.resources
    .filter(({ role }) => role === 'subject')
    .map((one) => keyIn(event, one))
    .filter((key) => listed.has(key));
  const [subject] = keys;
  if (subject === undefined) return event;
  if (action === 'delete') {
    for (const key of keys) lists.delete(key);
    return event;
  }
  const before = lists.get(subject);
  if (accessAfter === undefined) {
    if (before !== undefined) change(before, event);
    return event;
  }
  lists.set(subject, new Set(accessAfter));
  if (before === undefined) return event;
  const known = { ...event, accessBefore: [...before] };
  return tellsOnlyTheList(event) ? asChange(known, before, accessAfter) : known;
}

/** In place: a list that grows by one with each call is not copied with each. */
function change(list: Set<string>, event: SnapshotEvent): void {
  if (event.action === 'unshare' && event.revokedFrom.length === 0) list.clear();
  for (const who of event.revokedFrom) list.delete(who);
  if (event.action === 'share') for (const who of event.sharedWith) list.add(who);
}

/** A call that names whom it lets in or shuts out says so itself. */
function tellsOnlyTheList(event: SnapshotEvent): boolean {
  const share = loadCatalogue().find(event.cloud, event.service, event.operation)?.share ?? null;
  if (share === null || (event.cloud !== 'gcp' && share.add.length > 0)) return false;
  const { accessAfter = [] } = event;
  return (
    event.revokedFrom.length === 0 &&
    event.sharedWith.length === accessAfter.length &&
    event.sharedWith.every((who) => accessAfter.includes(who))
  );
}

function asChange(
  event: SnapshotEvent,
  before: ReadonlySet<string>,
  accessAfter: readonly string[],
): SnapshotEvent {
  const after = new Set(accessAfter);
  const added = accessAfter.filter((who) => !before.has(who));
  const lost = [...before].filter((who) => !after.has(who));
  const operation = loadCatalogue().find(event.cloud, event.service, event.operation);
  const action =
    added.length > 0 ? 'share' : lost.length > 0 ? 'unshare' : (operation?.action ?? event.action);
  return {
    ...event,
    action,
    techniques:
      action === event.action || operation === undefined
        ? event.techniques
        : (operation.techniques ?? techniquesFor(action, operation.resources)),
    sharedWith: action === 'unshare' ? lost : added,
    revokedFrom: lost,
  };
}

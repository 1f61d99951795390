import type { SnapshotEvent } from './model.js';

/** Calls that name no more are read again as often as somebody asks: of very many events most are such. */
const FEW = 16;

/** A call that names many things may belong to very many chains: it is read once for all of them. */
export function readOnce<T, Event extends Pick<SnapshotEvent, 'resources'> = SnapshotEvent>(
  read: (event: Event) => T,
): (event: Event) => T {
  const known = new WeakMap<Event, { readonly value: T }>();
  return (event) => {
    if (event.resources.length <= FEW) return read(event);
    let one = known.get(event);
    if (one === undefined) {
      one = { value: read(event) };
      known.set(event, one);
    }
    return one.value;
  };
}

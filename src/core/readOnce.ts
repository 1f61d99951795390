import type { SnapshotEvent } from './model.js';
import { remembered } from './remembered.js';

/** Calls that name no more are read again as often as somebody asks: of very many events most are such. */
const FEW = 16;

/** A call that names many things may belong to very many chains: it is read once for all of them. */
export function readOnce<T, Event extends Pick<SnapshotEvent, 'resources'> = SnapshotEvent>(
  read: (event: Event) => T,
): (event: Event) => T {
  const once = remembered(read);
  return (event) => (event.resources.length <= FEW ? read(event) : once(event));
}

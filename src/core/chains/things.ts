import {
  type EventResource,
  RESOURCE_KINDS,
  RESOURCE_ROLES,
  type ResourceKind,
  type ResourceRole,
  type SnapshotEvent,
} from '../model.js';
import { isReusable, keyIn } from '../providers/resourceId.js';
import { isCarrier } from './makings.js';
import { Numbers, numbersOf } from './numbers.js';

/** Stands for a resource that nothing is made from. */
export const NO_THING = -1;

const ROLE_NUMBERS = numbersOf(RESOURCE_ROLES);
const KIND_NUMBERS = numbersOf(RESOURCE_KINDS);

/** What is known of a row's resource, in a byte: its role in two bits, its kind in the four above, and whether it has a uid. */
const ROLE_BITS = 0b11;
const KIND_SHIFT = 2;
const KIND_BITS = 0b1111;
const HAS_UID = 0b1000000;

/**
 * The carriers that events name, by number. Each resource of an event has a row: from {@link begin} to {@link end} of
 * the event's place, in the order in which the event names them.
 */
export class Things {
  readonly #numbers = new Numbers();
  /** By thing. */
  readonly #reusable: boolean[] = [];
  /** By place, and the end of the last. */
  #begins: Uint32Array;
  #things: Int32Array;
  #facts: Uint8Array;

  constructor(events: readonly { readonly event: SnapshotEvent }[]) {
    const begins = new Uint32Array(events.length + 1);
    const things: number[] = [];
    const facts: number[] = [];
    for (const [place, { event }] of events.entries()) {
      begins[place] = things.length;
      for (const resource of event.resources) {
        things.push(this.#thingOf(event, resource));
        facts.push(factsOf(resource));
      }
    }
    begins[events.length] = things.length;
    this.#begins = begins;
    this.#things = Int32Array.from(things);
    this.#facts = Uint8Array.from(facts);
  }

  /** By thing: the key that all its spellings have. */
  get keys(): readonly string[] {
    return this.#numbers.texts;
  }

  get count(): number {
    return this.keys.length;
  }

  numberOf(key: string): number | undefined {
    return this.#numbers.known(key);
  }

  begin(place: number): number {
    return this.#begins[place] ?? 0;
  }

  end(place: number): number {
    return this.#begins[place + 1] ?? 0;
  }

  /** The thing of a row, or {@link NO_THING}. */
  at(row: number): number {
    return this.#things[row] ?? NO_THING;
  }

  is(row: number, role: ResourceRole): boolean {
    return ((this.#facts[row] ?? 0) & ROLE_BITS) === ROLE_NUMBERS[role];
  }

  kind(row: number): ResourceKind {
    return RESOURCE_KINDS[((this.#facts[row] ?? 0) >> KIND_SHIFT) & KIND_BITS] ?? 'identity';
  }

  hasUid(row: number): boolean {
    return ((this.#facts[row] ?? 0) & HAS_UID) !== 0;
  }

  /** Puts the events in another order: `order` has for each new place the one from before. */
  arrange(order: Uint32Array): void {
    const begins = new Uint32Array(this.#begins.length);
    const things = new Int32Array(this.#things.length);
    const facts = new Uint8Array(this.#facts.length);
    let row = 0;
    for (const [place, from] of order.entries()) {
      begins[place] = row;
      for (let old = this.begin(from); old < this.end(from); old++) {
        things[row] = this.at(old);
        facts[row++] = this.#facts[old] ?? 0;
      }
    }
    begins[order.length] = row;
    this.#begins = begins;
    this.#things = things;
    this.#facts = facts;
  }

  /** Notes what the resources of an event are whose keys have changed; it still has as many. */
  take(place: number, event: SnapshotEvent): void {
    let row = this.begin(place);
    for (const resource of event.resources) this.#things[row++] = this.#thingOf(event, resource);
  }

  /** False for a thing whose id is given out once: its name never stands for another. */
  isReusable(thing: number): boolean {
    return this.#reusable[thing] === true;
  }

  /** By thing: 1 where its key is one of these. */
  marked(keys: Iterable<string>): Uint8Array {
    const marks = new Uint8Array(this.count);
    for (const key of keys) {
      const thing = this.numberOf(key);
      if (thing !== undefined) marks[thing] = 1;
    }
    return marks;
  }

  /** Whether an event names one of the {@link marked} things. */
  namesAny(place: number, marks: Uint8Array): boolean {
    const end = this.end(place);
    for (let row = this.begin(place); row < end; row++) if (marks[this.at(row)] === 1) return true;
    return false;
  }

  #thingOf(event: SnapshotEvent, resource: EventResource): number {
    if (!isCarrier(resource)) return NO_THING;
    const key = keyIn(event, resource);
    const thing = this.#numbers.of(key);
    if (thing === this.#reusable.length) this.#reusable.push(isReusable(key));
    return thing;
  }
}

function factsOf({ role, kind, uid }: EventResource): number {
  return ROLE_NUMBERS[role] | (KIND_NUMBERS[kind] << KIND_SHIFT) | (uid === undefined ? 0 : HAS_UID);
}

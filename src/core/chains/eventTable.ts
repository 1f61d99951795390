import { countWhile } from '../countWhile.js';
import {
  ACTIONS,
  type Action,
  CLOUDS,
  type Cloud,
  OUTCOMES,
  type Outcome,
  type SnapshotEvent,
} from '../model.js';
import { Numbers, numbersOf } from './numbers.js';
import { Things } from './things.js';

/** An event with whether it counts without a chain around it. */
export interface MergedEvent {
  readonly event: SnapshotEvent;
  readonly standsAlone: boolean;
}

/** Stands for an event that is not in the logs. */
export const NO_EVENT = -1;

/** Stands for an account that a record does not name. */
const NO_ACCOUNT = -1;

/** What is asked of events with yes or no. */
const BITS = { standsAlone: 1, hasAccessList: 2, isToldByBoth: 4, hasKeys: 8 } as const;
export type Trait = keyof typeof BITS;

/**
 * The merged events in time order, with what is asked of all of them in rows of numbers. An event is known by its
 * place. The objects of a million events lie all over the memory, and to look at each costs more than what is then
 * done with it: all are gone through once, in the order in which they were read, and after that only where there is
 * something to see.
 */
export class EventTable {
  readonly things: Things;
  /** By place: where the event stood in the list that the table was made of. */
  readonly order: Uint32Array;
  readonly #events: SnapshotEvent[];
  readonly #ids: readonly string[];
  /** Milliseconds; infinite where the time is not known. */
  readonly #times: Float64Array;
  readonly #actions: Uint8Array;
  readonly #outcomes: Uint8Array;
  readonly #clouds: Uint8Array;
  readonly #traits: Uint8Array;
  readonly #accounts = new Numbers();
  readonly #logs: Int32Array;
  readonly #actors: Int32Array;
  /** By cloud and account, then by the actor's id: {@link writer}. */
  readonly #writerNumbers = new Map<number, Map<string | null, number>>();
  readonly #writers: Int32Array;
  #writerCount = 0;

  constructor(merged: readonly MergedEvent[]) {
    const count = merged.length;
    const events: SnapshotEvent[] = [];
    const ids: string[] = [];
    const times = new Float64Array(count);
    const actions = new Uint8Array(count);
    const outcomes = new Uint8Array(count);
    const clouds = new Uint8Array(count);
    const traits = new Uint8Array(count);
    const logs = new Int32Array(count);
    const actors = new Int32Array(count);
    const writers = new Int32Array(count);
    for (const [index, { event, standsAlone }] of merged.entries()) {
      events.push(event);
      ids.push(event.id);
      times[index] = event.time === null ? Number.POSITIVE_INFINITY : Date.parse(event.time);
      actions[index] = ACTION_NUMBERS[event.action];
      outcomes[index] = OUTCOME_NUMBERS[event.outcome];
      clouds[index] = CLOUD_NUMBERS[event.cloud];
      traits[index] = traitsOf(event, standsAlone);
      logs[index] = this.#accountNumber(event.account);
      actors[index] = this.#accountNumber(event.actor.account);
      writers[index] = this.#writerNumber(event, logs[index] ?? NO_ACCOUNT);
    }
    this.things = new Things(merged);
    this.order = inTimeOrder(times, ids);
    this.things.arrange(this.order);
    this.#events = picked(events, this.order);
    this.#ids = picked(ids, this.order);
    this.#times = arranged(times, this.order);
    this.#actions = arranged(actions, this.order);
    this.#outcomes = arranged(outcomes, this.order);
    this.#clouds = arranged(clouds, this.order);
    this.#traits = arranged(traits, this.order);
    this.#logs = arranged(logs, this.order);
    this.#actors = arranged(actors, this.order);
    this.#writers = arranged(writers, this.order);
  }

  get count(): number {
    return this.#events.length;
  }

  event(place: number): SnapshotEvent {
    const event = this.#events[place];
    if (event === undefined) throw new Error(`no event has the place ${place}`);
    return event;
  }

  id(place: number): string {
    return this.#ids[place] ?? '';
  }

  /** Milliseconds; infinite where the time is not known. */
  time(place: number): number {
    return this.#times[place] ?? Number.POSITIVE_INFINITY;
  }

  hasTime(place: number): boolean {
    return this.time(place) !== Number.POSITIVE_INFINITY;
  }

  action(place: number): Action {
    return ACTIONS[this.#actions[place] ?? 0] ?? 'context';
  }

  outcome(place: number): Outcome {
    return OUTCOMES[this.#outcomes[place] ?? 0] ?? 'unknown';
  }

  cloud(place: number): Cloud {
    return CLOUDS[this.#clouds[place] ?? 0] ?? 'aws';
  }

  is(place: number, trait: Trait): boolean {
    return ((this.#traits[place] ?? 0) & BITS[trait]) !== 0;
  }

  /** The account in whose log it stands. */
  account(place: number): string | null {
    return this.#accounts.texts[this.#logs[place] ?? NO_ACCOUNT] ?? null;
  }

  /** The account of the one who acted. */
  actorAccount(place: number): string | null {
    return this.#accounts.texts[this.#actors[place] ?? NO_ACCOUNT] ?? null;
  }

  /** How many {@link writer}s there are. */
  get writers(): number {
    return this.#writerCount;
  }

  /** A number for who acted in whose log, both as they are written. */
  writer(place: number): number {
    return this.#writers[place] ?? 0;
  }

  /**
   * Tells an event otherwise: of its resources, who they are; what it did, and to whom it gave access. All else,
   * its id and time above all, is as it was.
   */
  replace(place: number, event: SnapshotEvent): void {
    this.#events[place] = event;
    this.#actions[place] = ACTION_NUMBERS[event.action];
    this.#traits[place] = traitsOf(event, this.is(place, 'standsAlone'));
    this.things.take(place, event);
  }

  /** The place of an event of the table. */
  placeOf(event: SnapshotEvent): number {
    const time = event.time === null ? Number.POSITIVE_INFINITY : Date.parse(event.time);
    return countWhile(this.count, (place) =>
      this.time(place) === time ? this.id(place) < event.id : this.time(place) < time,
    );
  }

  #writerNumber({ cloud, actor }: SnapshotEvent, log: number): number {
    const where = (log + 1) * CLOUDS.length + CLOUD_NUMBERS[cloud];
    let numbers = this.#writerNumbers.get(where);
    if (numbers === undefined) {
      numbers = new Map();
      this.#writerNumbers.set(where, numbers);
    }
    let number = numbers.get(actor.id);
    if (number === undefined) {
      number = this.#writerCount++;
      numbers.set(actor.id, number);
    }
    return number;
  }

  #accountNumber(account: string | null): number {
    return account === null ? NO_ACCOUNT : this.#accounts.of(account);
  }
}

function traitsOf(event: SnapshotEvent, standsAlone: boolean): number {
  return (
    (standsAlone ? BITS.standsAlone : 0) |
    (event.accessAfter === undefined ? 0 : BITS.hasAccessList) |
    (event.toldBy === undefined ? 0 : BITS.isToldByBoth) |
    (event.encryptionKeys.length === 0 ? 0 : BITS.hasKeys)
  );
}

/** Time order; events without a time come last; ids decide between equal times. */
function inTimeOrder(times: Float64Array, ids: readonly string[]): Uint32Array {
  return Uint32Array.from(times.keys()).sort((a, b) => {
    const left = times[a] ?? 0;
    const right = times[b] ?? 0;
    if (left !== right) return left - right;
    return (ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1;
  });
}

function picked<T>(list: readonly T[], order: Uint32Array): T[] {
  const result: T[] = [];
  for (const index of order) {
    const one = list[index];
    if (one !== undefined) result.push(one);
  }
  return result;
}

function arranged<Row extends Float64Array | Int32Array | Uint8Array>(row: Row, order: Uint32Array): Row {
  const result = row.slice() as Row;
  for (let place = 0; place < order.length; place++) result[place] = row[order[place] ?? 0] ?? 0;
  return result;
}

const ACTION_NUMBERS = numbersOf(ACTIONS);
const OUTCOME_NUMBERS = numbersOf(OUTCOMES);
const CLOUD_NUMBERS = numbersOf(CLOUDS);

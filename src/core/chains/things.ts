import type { MergedEvent } from '../analysis/mergeRecords.js';
import { RESOURCE_ROLES, type ResourceRole, type SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { isCarrier } from './makings.js';

/** Stands for a resource that nothing is made from. */
export const NO_THING = -1;

/**
 * The carriers that events name, by number: what is asked of a million events is asked of numbers in rows, and not
 * of the texts of their keys. Events are known by their place in the list, resources of an event by theirs in it.
 */
export class Things {
  /** By thing: the key that all its spellings have. */
  readonly keys: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** By event: where its resources begin in the rows; the last is the end. */
  readonly #begins: Uint32Array;
  readonly #things: Int32Array;
  readonly #roles: Uint8Array;

  constructor(merged: readonly MergedEvent[]) {
    this.#begins = new Uint32Array(merged.length + 1);
    let total = 0;
    for (const [index, { event }] of merged.entries()) {
      this.#begins[index] = total;
      total += event.resources.length;
    }
    this.#begins[merged.length] = total;
    this.#things = new Int32Array(total);
    this.#roles = new Uint8Array(total);
    for (const [index, { event }] of merged.entries()) this.take(index, event);
  }

  get count(): number {
    return this.keys.length;
  }

  /** Notes what the resources of an event are, again if their keys have changed. */
  take(index: number, event: SnapshotEvent): void {
    let at = this.begin(index);
    for (const resource of event.resources) {
      this.#roles[at] = ROLES[resource.role];
      this.#things[at] = isCarrier(resource) ? this.#take(keyIn(event, resource)) : NO_THING;
      at++;
    }
  }

  /** The rows of an event's resources: from here to the {@link begin} of the next event. */
  begin(index: number): number {
    return this.#begins[index] ?? 0;
  }

  /** The thing of a row, or {@link NO_THING}. */
  at(row: number): number {
    return this.#things[row] ?? NO_THING;
  }

  is(row: number, role: ResourceRole): boolean {
    return this.#roles[row] === ROLES[role];
  }

  /** By thing: 1 where its key is meant. */
  marked(isMeant: (key: string) => boolean): Uint8Array {
    return Uint8Array.from(this.keys, (key) => Number(isMeant(key)));
  }

  /** Whether an event names one of the {@link marked} things. */
  namesAny(index: number, marks: Uint8Array): boolean {
    const end = this.begin(index + 1);
    for (let row = this.begin(index); row < end; row++) if (marks[this.at(row)] === 1) return true;
    return false;
  }

  numberOf(key: string): number | undefined {
    return this.#numbers.get(key);
  }

  #take(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.keys.length;
    this.#numbers.set(key, number);
    this.keys.push(key);
    return number;
  }
}

const ROLES = Object.fromEntries(RESOURCE_ROLES.map((role, index) => [role, index])) as Readonly<
  Record<ResourceRole, number>
>;

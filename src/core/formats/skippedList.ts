import type { Skipped } from '../model.js';

/** Reports of one stretch are enough: an input of a million broken lines is told in a bounded list. */
const MAX_SKIPPED = 1000;

/** Joins neighbouring stretches of one reason, and keeps the list bounded without losing a byte of the account. */
export class SkippedList {
  readonly #list: { offset: number; length: number; reason: string }[] = [];
  #recordSince = true;

  add(offset: number, length: number, reason: string): void {
    const last = this.#list.at(-1);
    if (last !== undefined && this.#list.length >= MAX_SKIPPED) {
      last.length = offset + length - last.offset;
      last.reason = `more than ${MAX_SKIPPED} unreadable stretches: this is the whole from here to the end of the last one`;
    } else if (last !== undefined && last.reason === reason && !this.#recordSince) {
      last.length = offset + length - last.offset;
    } else {
      this.#list.push({ offset, length, reason });
    }
    this.#recordSince = false;
  }

  /** A record was read: what is skipped next is no neighbour of what was skipped before. */
  recordPassed(): void {
    this.#recordSince = true;
  }

  list(): readonly Skipped[] {
    return this.#list;
  }
}

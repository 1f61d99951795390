import { type LogHours, logKey } from '../formats/recordHours.js';
import type { Cloud } from '../model.js';
import { pushTo } from '../pushTo.js';

/** A stretch of hours without a break, both ends included; hours since 1970, UTC. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** When the logs of an account have records, as all inputs together tell it. */
export interface HoursOfAccount {
  /** In order, with at least one hour between them. */
  readonly own: readonly Stretch[];
  /** Of records that do not say in whose log they stand: they may be in this one. */
  readonly others: readonly Stretch[];
}

/** When there are records of any kind, in whose logs. Does not depend on how records lie in inputs. */
export class RecordedHours {
  readonly #logs = new Map<string, LogHours[]>();
  /** Asked for once for each account of a cloud. */
  readonly #nameless = new Map<Cloud, readonly Stretch[]>();

  constructor(hours: readonly LogHours[]) {
    for (const log of hours) pushTo(this.#logs, logKey(log.cloud, log.account), log);
  }

  /**
   * `null` when it is not known: records that are the account's, or may be, do not tell their hour. Records without an
   * account are its own where no record names it; an account that nobody knows may be any of its cloud.
   */
  of(cloud: Cloud, account: string | null): HoursOfAccount | null {
    const named = account === null ? [] : this.#at(logKey(cloud, account));
    const nameless = this.#at(logKey(cloud, null));
    const others =
      account === null
        ? [...this.#logs.values()].flat().filter((log) => log.cloud === cloud && log.account !== null)
        : [];
    if ([...named, ...nameless, ...others].some(({ isWhole }) => !isWhole)) return null;
    if (named.length === 0) return { own: this.#namelessOf(cloud), others: union(others) };
    return { own: union(named), others: this.#namelessOf(cloud) };
  }

  #namelessOf(cloud: Cloud): readonly Stretch[] {
    const known = this.#nameless.get(cloud) ?? union(this.#at(logKey(cloud, null)));
    this.#nameless.set(cloud, known);
    return known;
  }

  #at(key: string): readonly LogHours[] {
    return this.#logs.get(key) ?? [];
  }
}

function union(logs: readonly LogHours[]): readonly Stretch[] {
  const sorted = logs
    .flatMap(({ stretches }) =>
      Array.from({ length: stretches.length / 2 }, (_, at) => ({
        first: stretches[2 * at] as number,
        last: stretches[2 * at + 1] as number,
      })),
    )
    .sort((a, b) => a.first - b.first);
  const merged: { first: number; last: number }[] = [];
  for (const { first, last } of sorted) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else merged.push({ first, last });
  }
  return merged;
}

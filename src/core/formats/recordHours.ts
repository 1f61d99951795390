import type { Cloud } from '../model.js';

/** The hours in which an input has records of one log. */
export interface LogHours {
  readonly cloud: Cloud;
  /** Whose log it is, in lower case; `null` for records that do not say it. */
  readonly account: string | null;
  /** First and last hour of each stretch without a break, in order; hours since 1970, UTC. */
  readonly stretches: Int32Array;
  /** False when it has records whose hour is not known: nothing can be said of hours that are not in the list. */
  readonly isWhole: boolean;
}

export const HOUR_MS = 3_600_000;
const HOURS_OF_DAY = 24;

/**
 * So many logs and days of them are told apart in one input: 270 logs of a year. A record in every hour of ten
 * thousand years is nobody's log, and shall not fill the memory.
 */
export const MAX_LOG_DAYS = 100_000;

interface Log {
  readonly cloud: Cloud;
  readonly account: string | null;
  /** For each day since 1970: a bit for each hour that has a record. */
  readonly days: Map<number, number>;
  isWhole: boolean;
}

/**
 * Gathers when an input has records, and in whose logs. An hour is what all three clouds write as the beginning of a
 * time's text, so that most records need one comparison, and the least that can be called a gap.
 */
export class RecordHours {
  readonly #logs = new Map<string, Log>();
  readonly #clouds = new Set<Cloud>();
  #room = 0;
  #isTooMuch = false;
  #from: string | null = null;
  #to: string | null = null;

  /** @param time ISO 8601 in UTC with milliseconds, or `null` when the record has none that can be read */
  add(cloud: Cloud, account: string | null, time: string | null): void {
    this.#clouds.add(cloud);
    if (time !== null) {
      if (this.#from === null || time < this.#from) this.#from = time;
      if (this.#to === null || time > this.#to) this.#to = time;
    }
    if (this.#isTooMuch) return;
    const log = this.#logOf(cloud, account);
    if (time === null) {
      log.isWhole = false;
      return;
    }
    const hour = Math.floor(Date.parse(time) / HOUR_MS);
    const day = Math.floor(hour / HOURS_OF_DAY);
    const known = log.days.get(day);
    log.days.set(day, (known ?? 0) | (1 << (hour - day * HOURS_OF_DAY)));
    if (known === undefined) this.#needRoom();
  }

  /** Time of the earliest record, to the second; `null` when none has a time that can be read. */
  get from(): string | null {
    return toSecond(this.#from);
  }

  get to(): string | null {
    return toSecond(this.#to);
  }

  /** One for each log, in an order of their own. Beyond {@link MAX_LOG_DAYS} nothing is known of any. */
  get logs(): readonly LogHours[] {
    if (this.#isTooMuch) {
      const stretches = new Int32Array();
      return [...this.#clouds].sort().map((cloud) => ({ cloud, account: null, stretches, isWhole: false }));
    }
    const logs = [...this.#logs].sort(([a], [b]) => (a < b ? -1 : 1));
    return logs.map(([, { cloud, account, days, isWhole }]) => ({
      cloud,
      account,
      stretches: stretchesOf(days),
      isWhole,
    }));
  }

  #logOf(cloud: Cloud, account: string | null): Log {
    const key = logKey(cloud, account);
    const known = this.#logs.get(key);
    if (known !== undefined) return known;
    const log: Log = { cloud, account: account?.toLowerCase() ?? null, days: new Map(), isWhole: true };
    this.#logs.set(key, log);
    // Without a single day it needs room as well.
    this.#needRoom();
    return log;
  }

  #needRoom(): void {
    if (++this.#room <= MAX_LOG_DAYS) return;
    this.#isTooMuch = true;
    this.#logs.clear();
  }
}

/** The same for one log however its account is written. */
export function logKey(cloud: Cloud, account: string | null): string {
  return account === null ? cloud : `${cloud} ${account.toLowerCase()}`;
}

function toSecond(time: string | null): string | null {
  return time && `${time.slice(0, 19)}.000Z`;
}

function stretchesOf(days: ReadonlyMap<number, number>): Int32Array {
  const stretches: number[] = [];
  for (const [day, hours] of [...days].sort(([a], [b]) => a - b)) {
    for (let hour = 0; hour < HOURS_OF_DAY; hour++) {
      if ((hours & (1 << hour)) === 0) continue;
      const at = day * HOURS_OF_DAY + hour;
      if (stretches.at(-1) === at - 1) stretches[stretches.length - 1] = at;
      else stretches.push(at, at);
    }
  }
  return Int32Array.from(stretches);
}

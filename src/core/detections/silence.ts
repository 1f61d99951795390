import type { HoursOfAccount, Stretch } from '../analysis/recordedHours.js';
import { countWhile } from '../countWhile.js';

/** The one silence of an account's logs that is out of all proportion. Lengths are whole hours. */
export interface Silence {
  /** First and last hour of it; hours since 1970, UTC. */
  readonly first: number;
  readonly last: number;
  readonly length: number;
  /** The longest of all other silences. */
  readonly next: number;
  /** First and last hour of the logs. */
  readonly from: number;
  readonly to: number;
  /** In so many hours there are records. */
  readonly recorded: number;
}

/** Hours with records: fewer tell no rhythm. */
const FEWEST = 12;
/** How much longer than every other silence of the logs one must be, and how much shorter than all their other time. */
const TIMES_LONGER = 3;
/** Logs that rest so many hours at other times know nights: of such, weekends and holidays are no holes. */
const NIGHT = 6;
const LONG_WEEKEND = 96;

/**
 * The silence of at least `least` whole hours in which no record is the account's, nor may be; `null` without one.
 * Only with records before and after it.
 */
export function oddSilence({ own, others }: HoursOfAccount, least: number): Silence | null {
  const begin = own[0];
  const end = own.at(-1);
  if (begin === undefined || end === undefined) return null;
  let length = 0;
  let next = 0;
  let hole: Stretch | null = null;
  let recorded = 0;
  let before: Stretch | null = null;
  for (const stretch of own) {
    recorded += stretch.last - stretch.first + 1;
    if (before !== null) {
      const between = { first: before.last + 1, last: stretch.first - 1 };
      const hours = between.last - between.first + 1;
      if (hours > length) {
        next = length;
        length = hours;
        hole = between;
      } else if (hours > next) next = hours;
    }
    before = stretch;
  }
  if (hole === null || length < least || recorded < FEWEST) return null;
  const { first, last } = hole;
  const rest = end.last - begin.first + 1 - length;
  if (length <= TIMES_LONGER * next || rest <= TIMES_LONGER * length) return null;
  if (next >= NIGHT && length < LONG_WEEKEND) return null;
  if (meets(others, first, last)) return null;
  return { first, last, length, next, from: begin.first, to: end.last, recorded };
}

/** Whether one of the stretches, which are in order, has an hour of that time. */
function meets(stretches: readonly Stretch[], first: number, last: number): boolean {
  const stretch =
    stretches[countWhile(stretches.length, (index) => (stretches[index]?.last ?? last) < first)];
  return stretch !== undefined && stretch.first <= last;
}

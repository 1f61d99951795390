import { DAY, HOUR } from './thresholds.js';

/** On how many other days the same must have happened at about the same hour to be called routine. */
const OTHER_DAYS = 2;

/**
 * Tells which moments belong to something that happens at about the same hour on several days: backups, clean-ups and
 * reports run by the clock, people who steal do not. `times` in milliseconds; linear. The answer is the number of
 * other days, or 0 when these are too few.
 */
export function routineOf(times: Iterable<number>): (time: number) => number {
  const daysByHour = new Map<number, Set<number>>();
  for (const time of times) {
    for (const offset of [-HOUR, 0, HOUR]) {
      const near = time + offset;
      const hour = Math.floor((near % DAY) / HOUR);
      const days = daysByHour.get(hour) ?? new Set();
      days.add(Math.floor(near / DAY));
      daysByHour.set(hour, days);
    }
  }
  return (time) => {
    const others = (daysByHour.get(Math.floor((time % DAY) / HOUR))?.size ?? 1) - 1;
    return others >= OTHER_DAYS ? others : 0;
  };
}

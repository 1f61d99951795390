import type { TimelineStrings } from '../../src/protocol/timeline.js';
import { fill } from './text.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `2023-07-10 12:11:27`, with milliseconds only where there are any; always UTC. */
export function stamp(time: number): string {
  const iso = new Date(time).toISOString().replace('T', ' ').replace('Z', '');
  return iso.endsWith('.000') ? iso.slice(0, -4) : iso;
}

/** A length of time in its two leading units: `36 s`, `2 h 5 min`, `39 d 4 h`. */
export function duration(length: number, strings: TimelineStrings): string {
  const { days, hours, minutes, seconds, milliseconds } = strings;
  const exact = Math.abs(Math.round(length));
  const ms = exact < 10 * SECOND ? exact : Math.round(exact / SECOND) * SECOND;
  if (ms < SECOND) return fill(milliseconds, ms);
  if (ms < 10 * SECOND) return fill(seconds, Math.round(ms / 100) / 10);
  const pairs = [
    [DAY, days, HOUR, hours],
    [HOUR, hours, MINUTE, minutes],
    [MINUTE, minutes, SECOND, seconds],
  ] as const;
  for (const [unit, name, smaller, smallerName] of pairs) {
    if (ms < unit) continue;
    const whole = Math.floor(ms / unit);
    const rest = Math.floor((ms % unit) / smaller);
    return rest === 0 ? fill(name, whole) : `${fill(name, whole)} ${fill(smallerName, rest)}`;
  }
  return fill(seconds, Math.round(ms / SECOND));
}

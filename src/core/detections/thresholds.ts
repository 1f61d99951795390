import type { Settings } from '../settings.js';

/** What the rules count and how far they look; milliseconds where it is a time. */
export interface Thresholds {
  readonly burst: Count;
  readonly massDelete: Count;
  readonly enumeration: Count;
  readonly shortLivedMs: number;
  readonly newIdentityMs: number;
  readonly coverTracksMs: number;
  readonly gapMs: number;
}

/** So many within so long. */
export interface Count {
  readonly count: number;
  readonly windowMs: number;
}

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The settings in the units that the rules compare. */
export function thresholdsOf(settings: Settings): Thresholds {
  const count = ({ count, minutes }: Settings['burst']): Count => ({ count, windowMs: minutes * MINUTE });
  const { burst, massDelete, enumeration, shortLived, newIdentity, coverTracks, gap } = settings;
  return {
    burst: count(burst),
    massDelete: count(massDelete),
    enumeration: count(enumeration),
    shortLivedMs: shortLived.minutes * MINUTE,
    newIdentityMs: newIdentity.days * DAY,
    coverTracksMs: coverTracks.hours * HOUR,
    gapMs: gap.hours * HOUR,
  };
}

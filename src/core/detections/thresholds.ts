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

interface CountSetting {
  readonly count: number;
  readonly minutes: number;
}

/** Settings that the rules read and that {@link Settings} does not hold yet. */
interface LaterSettings {
  readonly massDelete: CountSetting;
  readonly enumeration: CountSetting;
  readonly shortLived: { readonly minutes: number };
  readonly newIdentity: { readonly days: number };
  readonly coverTracks: { readonly hours: number };
  readonly gap: { readonly hours: number };
  readonly trustedNetworks: readonly string[];
  readonly trustedVpcEndpoints: readonly string[];
}

export const LATER_DEFAULTS: LaterSettings = {
  massDelete: { count: 20, minutes: 60 },
  enumeration: { count: 10, minutes: 10 },
  shortLived: { minutes: 60 },
  newIdentity: { days: 7 },
  coverTracks: { hours: 24 },
  gap: { hours: 6 },
  trustedNetworks: [],
  trustedVpcEndpoints: [],
};

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const all = (settings: Settings): Settings & LaterSettings => ({ ...LATER_DEFAULTS, ...settings });

/** The settings in the units that the rules compare. */
export function thresholdsOf(settings: Settings): Thresholds {
  const count = ({ count, minutes }: CountSetting): Count => ({ count, windowMs: minutes * MINUTE });
  const { burst, massDelete, enumeration, shortLived, newIdentity, coverTracks, gap } = all(settings);
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

/** Networks (CIDR) and VPC endpoints from which work is expected; empty where nobody named any. */
export function originsOf(settings: Settings): {
  readonly networks: readonly string[];
  readonly vpcEndpoints: readonly string[];
} {
  const { trustedNetworks, trustedVpcEndpoints } = all(settings);
  return { networks: trustedNetworks, vpcEndpoints: trustedVpcEndpoints };
}

import { type AttackVersion, NEWEST_ATTACK_VERSION } from './catalogue/attack/versions.js';
import type { Severity } from './model.js';

/**
 * What the investigator says is normal, and how rules judge. The same keys stand
 * in the editor's settings (below `snapshotTrail.`) and in the command line's `--config` file.
 */
export interface Settings {
  /** Account ids, subscription, tenant or project ids that belong to the investigated organisation. */
  readonly trustedAccounts: readonly string[];
  /** Severity per rule id, instead of the rule's own; `off` silences the rule. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly burst: {
    /** How many creates (or deletes) by one identity make a burst. */
    readonly count: number;
    /** Length of the sliding window in minutes. */
    readonly minutes: number;
  };
  /** The version of ATT&CK whose names and tactics are shown. */
  readonly attackVersion: AttackVersion;
}

export const DEFAULT_SETTINGS: Settings = {
  trustedAccounts: [],
  severities: {},
  burst: { count: 5, minutes: 10 },
  attackVersion: NEWEST_ATTACK_VERSION,
};

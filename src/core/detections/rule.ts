import type { Difference } from '../baseline/difference.js';
import type { ChainCase } from '../chains/buildChains.js';
import type { Severity, SnapshotEvent } from '../model.js';
import type { Settings } from '../settings.js';
import type { Normal } from './normal/normal.js';
import type { Trust } from './trust.js';

/** Everything that a rule may look at. */
export interface Case {
  readonly events: readonly SnapshotEvent[];
  readonly chains: readonly ChainCase[];
  readonly settings: Settings;
  readonly trust: Trust;
  /** What differs from the lists that the logs are compared with; empty without any. */
  readonly differences: readonly Difference[];
  /** For what a rule does not look at when it is normal; `judge` asks it about every verdict anyway. */
  readonly normal: Normal;
}

/** What a rule found, before ids are given and severities of the settings applied. */
export interface Verdict {
  readonly severity: Severity;
  readonly techniques: readonly string[];
  /** Who did what to what, and why it matters: one or two sentences of plain text. */
  readonly message: string;
  /** In time order; never empty. */
  readonly events: readonly SnapshotEvent[];
  readonly chain: ChainCase | null;
  /** Why it is expected, or `null`. */
  readonly suppressed: string | null;
  /** What it tells was done by none of its events, so that nothing normal about them explains it: a list contradicts them. */
  readonly isUnlogged?: boolean;
  /** Part of the finding's id, where one rule may find two things in the same events. */
  readonly mark?: string;
}

/** A rule: a file in `rules/`. Ids are stable; they stand in settings and reports. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  /** The severity it usually has; a verdict may differ and says why in its message. */
  readonly severity: Severity;
  /** What it looks for and why, in a sentence or two for the reader of a report. */
  readonly explanation: string;
  judge(subject: Case): Iterable<Verdict>;
}

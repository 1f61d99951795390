import type { RecordedHours } from '../analysis/recordedHours.js';
import type { Difference } from '../baseline/difference.js';
import type { Chains } from '../chains/buildChains.js';
import type { ChainCase } from '../chains/chainCase.js';
import type { SnapshotEvent } from '../model.js';
import type { Settings } from '../settings.js';
import type { Normal } from './normal/normal.js';
import type { Criteria } from './severity.js';
import type { Trust } from './trust.js';

/** Everything that a rule may look at. */
export interface Case extends Chains {
  readonly settings: Settings;
  readonly trust: Trust;
  /** When there are records of any kind, and in whose logs. */
  readonly records: RecordedHours;
  /** What differs from the lists that the logs are compared with; empty without any. */
  readonly differences: readonly Difference[];
  /** For what a rule does not look at when it is normal; `judge` asks it about every verdict anyway. */
  readonly normal: Normal;
}

/** What a rule found, before ids are given and severities of the settings applied. */
export interface Verdict extends Criteria {
  readonly techniques: readonly string[];
  /** Who did what to what, to whom, when, and the one reason that weighs most: one or two sentences of plain text. */
  readonly message: string;
  /** Why it weighs more or less than the rule usually does; needed where it does. Words that follow a colon. */
  readonly because?: string | null;
  /** Every event it rests on, in time order; never empty. */
  readonly events: readonly SnapshotEvent[];
  /** Those of the events that it judges, where others only lead to them; see `subsumes`. All of them when absent. */
  readonly about?: readonly SnapshotEvent[];
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
  /** What it usually answers to the two questions that decide the severity; a verdict may differ and says why. */
  readonly usual: Criteria;
  /** The techniques it usually stands for. */
  readonly techniques: readonly string[];
  /** What it looks for and why, in a sentence or two for the reader of a report. */
  readonly explanation: string;
  judge(subject: Case): Iterable<Verdict>;
}

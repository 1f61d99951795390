/** What the timeline draws: plain data, made once from an analysis, small enough to cross to the webview whole. */
import type { Action, Cloud, Outcome, ResourceKind, Severity } from '../model.js';

/** One act on a lane: a glyph whose shape says what and whose colour says how bad. */
export interface TimelineEvent {
  readonly id: string;
  /** Milliseconds since the epoch, UTC. */
  readonly time: number;
  readonly action: Action;
  readonly outcome: Outcome;
  /** Worst severity of the findings that rest on the event; `info` without any. */
  readonly severity: Severity;
  /** Index into {@link TimelineChain.rows}: the resource that the act is about; 0 for loose events. */
  readonly row: number;
  /** The event sentence, such as `user/alice shared snapshot snap-0a1 with account 012345678912`. */
  readonly sentence: string;
  readonly operation: string;
  readonly actor: string;
  readonly account: string;
  readonly region: string;
  readonly sourceIp: string;
  readonly techniques: readonly string[];
  /** `file name:line` of the first location. */
  readonly place: string;
}

/** A span in which a resource stood open to others. */
export interface TimelineExposure {
  readonly from: number;
  /** `null` when nothing in the logs closed it. */
  readonly to: number | null;
  /** Everybody it was open to during the span, in the order in which they were let in. */
  readonly sharedWith: readonly string[];
}

/** The life of one resource of a chain: a bar from its making to its end. */
export interface TimelineRow {
  readonly kind: ResourceKind;
  readonly id: string;
  /** A readable short form of the id. */
  readonly label: string;
  /** When it was made, or first touched; milliseconds since the epoch; `null` when the logs do not say. */
  readonly from: number | null;
  /** True when the logs hold the event that made it; false when `from` is only its first sight. */
  readonly made: boolean;
  /** When it was deleted for good; `null` when the logs do not say. */
  readonly to: number | null;
  readonly exposed: readonly TimelineExposure[];
  /** Rows of the same chain that this resource was made from, with the event that made it. */
  readonly madeFrom: readonly { readonly row: number; readonly event: string | null }[];
}

export interface TimelineFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  readonly techniques: readonly string[];
  readonly events: readonly string[];
  /** Why an allow-list explains it, or `null`. */
  readonly suppressed: string | null;
}

/** A lane of the first version: one chain. */
export interface TimelineChain {
  readonly id: string;
  readonly cloud: Cloud;
  readonly title: string;
  readonly severity: Severity;
  /** The story in a line: `create → share 012345678912 → delete · 36 s · user/alice`. */
  readonly trail: string;
  /** The story in a sentence. */
  readonly verdict: string;
  /** The root first. */
  readonly rows: readonly TimelineRow[];
  /** In time order. */
  readonly events: readonly TimelineEvent[];
  readonly findings: readonly TimelineFinding[];
}

export interface TimelineModel {
  /** Worst first. */
  readonly chains: readonly TimelineChain[];
  /** Acts that belong to no chain (enumerations, policies); shown on one lane below the chains. */
  readonly loose: readonly TimelineEvent[];
  /** Findings that belong to no single chain. */
  readonly findings: readonly TimelineFinding[];
  /** Events without a readable time, which no axis can show. */
  readonly undated: number;
}

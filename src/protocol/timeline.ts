import type { TimelineModel } from '../core/timeline/timelineModel.js';
import type { TimelineStrings } from './timelineStrings.js';

/**
 * Messages between the extension host and the timeline webview. The webview asks
 * first (`ready`); nothing is pushed before. Log text crosses as data only and is
 * shown with `textContent`.
 */

export type {
  TimelineChain,
  TimelineEvent,
  TimelineExposure,
  TimelineFinding,
  TimelineModel,
  TimelineRow,
} from '../core/timeline/timelineModel.js';
export type { TimelineStrings } from './timelineStrings.js';

/**
 * What is selected, here or in the editor and the side view. An event may belong to
 * several chains: `chain` says in which it is meant; with `chain: null` the webview
 * takes the worst chain that holds it, else the lane of loose events.
 */
export interface TimelineSelection {
  readonly chain: string | null;
  readonly event: string | null;
}

/** Small and versioned: survives a reload through the webview's own state. */
export interface TimelineState {
  readonly version: 1;
  /** The visible time span in milliseconds since the epoch; `null` shows everything. */
  readonly span: readonly [number, number] | null;
  readonly selection: TimelineSelection;
  /** Scroll offset of the lanes in CSS pixels. */
  readonly scroll: number;
}

export type ToTimeline =
  /** Answers `ready`, and follows each new analysis. `model: null` says that nothing was analysed yet. */
  | { readonly type: 'model'; readonly model: TimelineModel | null; readonly strings: TimelineStrings }
  /** Something was selected elsewhere; shown and revealed here, never echoed back. */
  | { readonly type: 'select'; readonly selection: TimelineSelection };

export type FromTimeline =
  | { readonly type: 'ready' }
  /** The user selected something here; editor and side view follow. */
  | { readonly type: 'select'; readonly selection: TimelineSelection }
  /** The user wants to see the log line of an event. */
  | { readonly type: 'open'; readonly event: string }
  /** The user wants to read about a technique (the host opens ATT&CK's page). */
  | { readonly type: 'technique'; readonly technique: string }
  /** The user asks for an analysis from the empty page (the host runs its command). */
  | { readonly type: 'analyze' };

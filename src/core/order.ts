import { type Severity, type SnapshotEvent, severityRank } from './model.js';
import { NO_TIME } from './providers/time.js';

/** Time order; events without a time come last; ids decide between equal times. */
export function byTime(a: SnapshotEvent, b: SnapshotEvent): number {
  const left = a.time ?? NO_TIME;
  const right = b.time ?? NO_TIME;
  return left < right ? -1 : left > right ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Worst first; a stable sort by it keeps the order of time among equals. */
export function bySeverity(a: { readonly severity: Severity }, b: { readonly severity: Severity }): number {
  return severityRank(b.severity) - severityRank(a.severity);
}

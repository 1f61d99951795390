import { type Severity, severityRank } from '../../src/core/model.js';
import type { Scene } from './scene.js';
import { lengthOf, type Span } from './span.js';

/** How many acts fall into a stretch of time, and how bad the worst of them is. */
export interface Bin {
  readonly count: number;
  readonly severity: Severity;
}

/** Counts the acts of a scene in equal stretches of a span. */
export function densityOf(scene: Scene, span: Span, bins: number): readonly Bin[] {
  const counts = new Array<number>(bins).fill(0);
  const worst = new Array<Severity>(bins).fill('info');
  const scale = bins / lengthOf(span);
  for (const { chain } of scene.lanes) {
    for (const { time, severity } of chain.events) {
      const bin = Math.min(Math.max(Math.floor((time - span.from) * scale), 0), bins - 1);
      counts[bin] = (counts[bin] ?? 0) + 1;
      if (severityRank(severity) > severityRank(worst[bin] ?? 'info')) worst[bin] = severity;
    }
  }
  return counts.map((count, i) => ({ count, severity: worst[i] ?? 'info' }));
}

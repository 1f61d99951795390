import type { Analysis, Chain, Finding, InputSummary, SnapshotEvent } from '../core/model.js';

/** What of an analysis is small, however much was analysed, and in how many parts the rest comes. */
export type AnalysisHead = Omit<Analysis, keyof AnalysisPart> & { readonly parts: number };

/** Some of the lists of an analysis, in their order. */
export type AnalysisPart = Pick<Analysis, 'inputs' | 'events' | 'chains' | 'findings'>;

/**
 * About so many things are in one part. To take 1,000 events out of a message costs the thread that serves
 * the editor up to 50 ms, and all of them at once would cost it seconds.
 */
const PART_WEIGHT = 500;

/** Cuts an analysis so that no part costs much to receive. */
export function cutAnalysis(analysis: Analysis): {
  readonly head: AnalysisHead;
  readonly parts: readonly AnalysisPart[];
} {
  const { inputs, events, chains, findings, ...rest } = analysis;
  const none: AnalysisPart = { inputs: [], events: [], chains: [], findings: [] };
  const parts: AnalysisPart[] = [
    ...slices(inputs, ({ skipped }) => skipped.length / 4).map((slice) => ({ ...none, inputs: slice })),
    ...slices(events, ({ locations }) => locations.length / 4).map((slice) => ({ ...none, events: slice })),
    ...slices(chains, (chain) => chain.events.length / 16 + chain.members.length / 4).map((slice) => ({
      ...none,
      chains: slice,
    })),
    ...slices(findings, (finding) => finding.events.length / 16).map((slice) => ({
      ...none,
      findings: slice,
    })),
  ];
  return { head: { ...rest, parts: parts.length }, parts };
}

/** Consecutive items of together about {@link PART_WEIGHT}; one item weighs 1 and what it holds. */
function slices<T>(items: readonly T[], holds: (item: T) => number): T[][] {
  const all: T[][] = [];
  let slice: T[] = [];
  let weight = 0;
  for (const item of items) {
    slice.push(item);
    weight += 1 + holds(item);
    if (weight < PART_WEIGHT) continue;
    all.push(slice);
    slice = [];
    weight = 0;
  }
  if (slice.length > 0) all.push(slice);
  return all;
}

/** Puts the parts together again, each as it comes: all at once would cost as much as a slow message. */
export class AnalysisJoiner {
  readonly #inputs: InputSummary[] = [];
  readonly #events: SnapshotEvent[] = [];
  readonly #chains: Chain[] = [];
  readonly #findings: Finding[] = [];

  /** Takes the next part. */
  add({ inputs, events, chains, findings }: AnalysisPart): void {
    this.#inputs.push(...inputs);
    this.#events.push(...events);
    this.#chains.push(...chains);
    this.#findings.push(...findings);
  }

  /** The analysis, when every part was taken. */
  join({ parts: _, ...rest }: AnalysisHead): Analysis {
    return {
      ...rest,
      inputs: this.#inputs,
      events: this.#events,
      chains: this.#chains,
      findings: this.#findings,
    };
  }
}

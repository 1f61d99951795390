import type { Analysis, Chain, Finding, InputSummary, Location, SnapshotEvent } from '../model.js';
import { SEVERITIES, type Severity, severityRank } from '../model.js';
import { pushTo } from '../pushTo.js';

/** Where an event stands in its chain. */
export interface ChainPlace {
  readonly chain: Chain;
  /** 0-based position among the chain's events. */
  readonly step: number;
}

/** Look-ups over one analysis; built once, read by everything that shows it. */
export interface AnalysisIndex {
  readonly analysis: Analysis;
  event(id: string): SnapshotEvent | undefined;
  chain(id: string): Chain | undefined;
  finding(id: string): Finding | undefined;
  input(uri: string): InputSummary | undefined;
  /** The chains that an event belongs to, worst first. */
  placesOf(event: string): readonly ChainPlace[];
  /** The findings that rest on an event, worst first. */
  findingsOn(event: string): readonly Finding[];
  /** Worst severity of the unsuppressed findings on an event; `info` without any. */
  severityOf(event: string): Severity;
  /** The events of an input with their location in it, in the order of the text. */
  eventsIn(uri: string): readonly { readonly event: SnapshotEvent; readonly location: Location }[];
}

/** Builds the look-ups; linear in the size of the analysis. */
export function indexAnalysis(analysis: Analysis): AnalysisIndex {
  const steps = indexing(analysis);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Like {@link indexAnalysis}, in small steps, so that whoever has other things to do can do them between. */
export function* indexing(analysis: Analysis): Generator<void, AnalysisIndex, void> {
  const events = yield* byId(analysis.events);
  const chains = yield* byId(analysis.chains);
  const findings = yield* byId(analysis.findings);
  const inputs = new Map(analysis.inputs.map((input) => [input.uri, input]));

  const places = new Map<string, ChainPlace[]>();
  for (const chain of worstFirst(analysis.chains)) {
    for (const [step, event] of chain.events.entries()) {
      pushTo(places, event, { chain, step });
      yield;
    }
  }
  const findingsByEvent = new Map<string, Finding[]>();
  // Of equals the one with fewer events: it speaks of this one, where a longer one tells what came of it.
  const byLength = [...analysis.findings].sort((a, b) => a.events.length - b.events.length);
  for (const finding of worstFirst(byLength)) {
    for (const event of finding.events) {
      pushTo(findingsByEvent, event, finding);
      yield;
    }
  }
  const byUri = new Map<string, { event: SnapshotEvent; location: Location }[]>();
  for (const event of analysis.events) {
    for (const location of event.locations) pushTo(byUri, location.uri, { event, location });
    yield;
  }
  for (const list of byUri.values()) {
    list.sort((a, b) => a.location.offset - b.location.offset);
    yield;
  }

  return {
    analysis,
    event: (id) => events.get(id),
    chain: (id) => chains.get(id),
    finding: (id) => findings.get(id),
    input: (uri) => inputs.get(uri),
    placesOf: (event) => places.get(event) ?? [],
    findingsOn: (event) => findingsByEvent.get(event) ?? [],
    severityOf: (event) =>
      (findingsByEvent.get(event) ?? []).find((finding) => finding.suppressed === null)?.severity ?? 'info',
    eventsIn: (uri) => byUri.get(uri) ?? [],
  };
}

function* byId<T extends { readonly id: string }>(
  items: readonly T[],
): Generator<void, ReadonlyMap<string, T>, void> {
  const found = new Map<string, T>();
  for (const item of items) {
    found.set(item.id, item);
    yield;
  }
  return found;
}

/** Stable, like a sort by {@link bySeverity}, in one pass. */
function worstFirst<T extends { readonly severity: Severity }>(items: readonly T[]): readonly T[] {
  const ranks: T[][] = SEVERITIES.map(() => []);
  for (const item of items) ranks[severityRank(item.severity)]?.push(item);
  return ranks.reverse().flat();
}

import type { Analysis, Chain, Finding, InputSummary, Location, SnapshotEvent } from '../model.js';
import { type Severity, severityRank } from '../model.js';
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

/** Worst first; a stable sort by it keeps the order of time among equals. */
export function bySeverity(a: { readonly severity: Severity }, b: { readonly severity: Severity }): number {
  return severityRank(b.severity) - severityRank(a.severity);
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

/** Builds the look-ups; linear in the size of the analysis. */
export function indexAnalysis(analysis: Analysis): AnalysisIndex {
  const events = byId(analysis.events);
  const chains = byId(analysis.chains);
  const findings = byId(analysis.findings);
  const inputs = new Map(analysis.inputs.map((input) => [input.uri, input]));

  const places = new Map<string, ChainPlace[]>();
  for (const chain of [...analysis.chains].sort(bySeverity)) {
    chain.events.forEach((event, step) => {
      pushTo(places, event, { chain, step });
    });
  }
  const findingsByEvent = new Map<string, Finding[]>();
  for (const finding of [...analysis.findings].sort(bySeverity)) {
    for (const event of finding.events) pushTo(findingsByEvent, event, finding);
  }
  const byUri = new Map<string, { event: SnapshotEvent; location: Location }[]>();
  for (const event of analysis.events) {
    for (const location of event.locations) pushTo(byUri, location.uri, { event, location });
  }
  for (const list of byUri.values()) list.sort((a, b) => a.location.offset - b.location.offset);

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

import type { Chain, Finding, SnapshotEvent } from '../model.js';
import { bySeverity } from '../order.js';
import type { AnalysisIndex } from '../reports/analysisIndex.js';
import { chainTitle } from '../reports/sentences.js';
import { byTime, type DatedEvent, dated } from './datedEvent.js';
import { rowFinder, rowsOf } from './rows.js';
import { fileName, shortId } from './shortId.js';
import type { TimelineChain, TimelineEvent, TimelineFinding, TimelineModel } from './timelineModel.js';

/** Gives the sentence that tells an event; the caller owns the language. */
export type DescribeEvent = (event: SnapshotEvent) => string;

function placeOf(event: SnapshotEvent): string {
  const first = event.locations[0];
  return first ? `${fileName(first.uri)}:${first.line}` : '';
}

function findingOf(finding: Finding): TimelineFinding {
  const { id, severity, rule, message, techniques, events, suppressed } = finding;
  return { id, severity, rule, message, techniques, events, suppressed };
}

function datedEvents(events: Iterable<SnapshotEvent | undefined>): DatedEvent[] {
  const list: DatedEvent[] = [];
  for (const event of events) {
    const one = event && dated(event);
    if (one) list.push(one);
  }
  return list.sort(byTime);
}

/** `vol-7 → snap-0a1`: what the root was taken from, then the root. */
function titleOf(chain: Chain): string {
  const root = shortId(chain.root.id);
  return chain.source ? `${shortId(chain.source.id)} → ${root}` : root;
}

/** Builds what the timeline draws; pure, linear in the size of the analysis. */
export function buildTimeline(index: AnalysisIndex, describe: DescribeEvent): TimelineModel {
  const steps = buildingTimeline(index, describe);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Like {@link buildTimeline}, in small steps, so that whoever has other things to do can do them between. */
export function* buildingTimeline(
  index: AnalysisIndex,
  describe: DescribeEvent,
): Generator<void, TimelineModel, void> {
  const { analysis } = index;

  function eventOf({ event, time }: DatedEvent, row: number): TimelineEvent {
    return {
      id: event.id,
      time,
      action: event.action,
      outcome: event.outcome,
      severity: index.severityOf(event.id),
      row,
      sentence: describe(event),
      operation: event.operation,
      actor: event.actor.name ?? event.actor.id ?? '',
      account: event.account ?? '',
      region: event.region ?? '',
      sourceIp: event.sourceIp ?? '',
      techniques: event.techniques,
      place: placeOf(event),
    };
  }

  function chainOf(chain: Chain): TimelineChain {
    const events = datedEvents(chain.events.map((id) => index.event(id)));
    const rowOf = rowFinder(chain.members);
    return {
      id: chain.id,
      cloud: chain.cloud,
      title: titleOf(chain),
      severity: chain.severity,
      trail: chainTitle(chain, index),
      verdict: chain.verdict,
      rows: rowsOf(chain, events),
      events: events.map((event) => eventOf(event, rowOf(event.event))),
      findings: chain.findings.flatMap((id) => {
        const finding = index.finding(id);
        // One that belongs to no single chain stands in the model once: a burst over thousands of
        // chains would else cross to the page thousands of times.
        return finding && finding.chain !== null ? [findingOf(finding)] : [];
      }),
    };
  }

  const chains: TimelineChain[] = [];
  for (const chain of [...analysis.chains].sort(bySeverity)) {
    chains.push(chainOf(chain));
    yield;
  }
  const loose: TimelineEvent[] = [];
  for (const event of datedEvents(analysis.events.filter(({ id }) => index.placesOf(id).length === 0))) {
    loose.push(eventOf(event, 0));
    yield;
  }
  return {
    chains,
    loose,
    findings: analysis.findings
      .filter((finding) => finding.chain === null)
      .sort(bySeverity)
      .map(findingOf),
    undated: analysis.events.filter((event) => dated(event) === null).length,
  };
}

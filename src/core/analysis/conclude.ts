import { compare } from '../baseline/compare.js';
import type { Comparison } from '../baseline/difference.js';
import type { Inventory } from '../baseline/inventory.js';
import { type SavedBaseline, saveBaseline } from '../baseline/saveBaseline.js';
import { notLogged } from '../catalogue/notLogged.js';
import { buildChains } from '../chains/buildChains.js';
import { concludeChains } from '../chains/concludeChains.js';
import type { MergedEvent } from '../chains/eventTable.js';
import { judge } from '../detections/judge.js';
import type { LogHours } from '../formats/recordHours.js';
import type { Analysis, BaselineSummary, InputSummary, SnapshotEvent } from '../model.js';
import type { Draft } from '../providers/normalise.js';
import type { Settings } from '../settings.js';
import { mergeRecords } from './mergeRecords.js';
import { RecordedHours } from './recordedHours.js';

/** What was read of one input. */
export interface ReadInput {
  /** `events` and `duplicates` are 0 here: only all inputs together tell them. */
  readonly summary: InputSummary;
  readonly drafts: readonly Draft[];
  /** When it has records, whether or not anything was kept of them. */
  readonly hours: readonly LogHours[];
}

/**
 * Merges, correlates and judges everything that was read, beside the lists to compare with. Does not depend on the order
 * of `inputs` and `baselines`.
 */
export function conclude(
  inputs: readonly ReadInput[],
  settings: Settings,
  baselines: readonly Inventory[] = [],
): Analysis {
  const merged = mergeRecords(inputs.map((input) => input.drafts));
  const chains = buildChains(merged.events);
  const { events } = chains;
  const comparison = compare(baselines, chains);
  const records = new RecordedHours(inputs.flatMap(({ hours }) => hours));
  const judgements = judge({ ...chains, settings, records, differences: comparison.differences });
  const concluded = concludeChains(chains, judgements);
  const { counted, operations } = tally(merged.events, chains.counting);
  const summaries = inputs
    .map(({ summary }) => ({
      ...summary,
      events: counted.get(summary.uri) ?? 0,
      duplicates: merged.duplicates.get(summary.uri) ?? 0,
    }))
    .sort((a, b) => (a.uri < b.uri ? -1 : 1));
  const sum = (count: (input: InputSummary) => number) =>
    summaries.reduce((total, input) => total + count(input), 0);
  const clouds = summaries.flatMap((input) => input.clouds);
  return {
    attackVersion: settings.attackVersion,
    totals: {
      inputs: summaries.length,
      records: sum((input) => input.records),
      events: events.length,
      duplicates: sum((input) => input.duplicates),
      skipped: sum((input) => input.skipped.length),
      chains: concluded.length,
      findings: judgements.length,
    },
    inputs: summaries,
    events,
    chains: concluded,
    findings: judgements.map(({ finding }) => finding),
    notLogged: notLogged(clouds, operations).map(({ operations, ...told }) => ({
      ...told,
      operations: operations.length,
    })),
    ...(baselines.length === 0 ? {} : { baselines: summariesOf(baselines, comparison) }),
  };
}

/** How many events stand in each input, and one event of each operation; `counting` says which of `merged` count. */
function tally(
  merged: readonly MergedEvent[],
  counting: Uint8Array,
): { readonly counted: ReadonlyMap<string, number>; readonly operations: Iterable<SnapshotEvent> } {
  const counted = new Map<string, number>();
  const services = new Map<string, Set<string>>();
  const operations: SnapshotEvent[] = [];
  for (const [index, { event }] of merged.entries()) {
    if (counting[index] !== 1) continue;
    const known = services.get(event.operation);
    if (known?.has(event.service) !== true) {
      if (known === undefined) services.set(event.operation, new Set([event.service]));
      else known.add(event.service);
      operations.push(event);
    }
    let before: string | null = null;
    // Sorted by uri.
    for (const { uri } of event.locations) {
      if (uri !== before) counted.set(uri, (counted.get(uri) ?? 0) + 1);
      before = uri;
    }
  }
  return { counted, operations };
}

function summariesOf(baselines: readonly Inventory[], { notes }: Comparison): readonly BaselineSummary[] {
  return baselines
    .map(({ uri, kind, title, asOf, entries }) => ({
      uri,
      kind,
      title,
      asOf,
      entries: entries.length,
      notes: notes.get(uri) ?? [],
    }))
    .sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

/** What the logs say exists at their end. */
export function concludeBaseline(inputs: readonly ReadInput[], version: string): SavedBaseline {
  const { chains, events } = buildChains(mergeRecords(inputs.map((input) => input.drafts)).events);
  return saveBaseline(events, chains, version);
}

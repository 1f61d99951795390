import { Analyzer } from '../../src/core/analysis/analyzer.js';
import { readInput } from '../../src/core/analysis/readInput.js';
import { fileOf } from '../../src/core/formats/byteStream.js';
import type { Analysis, Chain, Finding, SnapshotEvent } from '../../src/core/model.js';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings.js';
import { nodePlatform } from '../../src/entry/nodePlatform.js';

/** An analyzer of files whose bytes are given. */
export function analyzerOfBytes(): Analyzer<{ readonly uri: string; readonly bytes: Uint8Array }> {
  return new Analyzer(async ({ uri, bytes }) => ({
    kind: 'read',
    inputs: await readInput({ uri, file: fileOf(bytes) }, nodePlatform),
  }));
}

export type Inputs = Readonly<Record<string, string | Uint8Array | readonly unknown[]>>;

/** Analyses inputs by name: text and bytes as they are, lists of records as one JSON record a line. */
export async function analyse(inputs: Inputs, settings: Partial<Settings> = {}): Promise<Analysis> {
  const analyzer = analyzerOfBytes();
  for (const [name, content] of Object.entries(inputs)) {
    await analyzer.readInput({ uri: `file:///${name}`, bytes: bytesOf(content) });
  }
  return analyzer.conclude({ ...DEFAULT_SETTINGS, ...settings });
}

/** Analyses records that lie in one input. */
export function analyseRecords(
  records: readonly unknown[],
  settings: Partial<Settings> = {},
): Promise<Analysis> {
  return analyse({ 'log.json': records }, settings);
}

function bytesOf(content: string | Uint8Array | readonly unknown[]): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(
    typeof content === 'string' ? content : content.map((record) => `${JSON.stringify(record)}\n`).join(''),
  );
}

/** The only event; fails when there is another number of them. */
export function onlyEvent({ events }: Analysis): SnapshotEvent {
  const [event] = events;
  if (event === undefined || events.length > 1) {
    throw new Error(
      `${events.length} events instead of one: ${events.map(({ operation }) => operation).join(', ')}`,
    );
  }
  return event;
}

/** `role kind id` of each resource, so that a test reads like a list. */
export function resources(event: SnapshotEvent): string[] {
  return event.resources.map(({ role, kind, id }) => `${role} ${kind} ${id}`);
}

export function chainOfRoot({ chains }: Analysis, id: string): Chain {
  const chain = chains.find(({ root }) => root.id === id);
  if (chain === undefined)
    throw new Error(`no chain of ${id}, only of ${chains.map(({ root }) => root.id).join(', ')}`);
  return chain;
}

export function findingsOf({ findings }: Analysis, rule: string): readonly Finding[] {
  return findings.filter((finding) => finding.rule === rule);
}

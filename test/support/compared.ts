import { readLists } from '../../src/core/baseline/readInventory.js';
import { fileOf } from '../../src/core/formats/byteStream.js';
import type { Analysis, Finding } from '../../src/core/model.js';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings.js';
import { nodePlatform } from '../../src/entry/nodePlatform.js';
import { analyzerOfBytes } from './analyse.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const lines = (records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

export interface List {
  readonly content: unknown;
  readonly asOf?: string;
}

/** Analyses records, compared with lists. */
export async function compared(
  records: readonly unknown[],
  lists: readonly List[],
  settings: Partial<Settings> = {},
): Promise<Analysis> {
  const analyzer = analyzerOfBytes();
  await analyzer.readInput({ uri: 'file:///log.json', bytes: bytes(lines(records)) });
  for (const [index, { content, asOf }] of lists.entries()) {
    const uri = `file:///list-${index}.json`;
    const file = fileOf(bytes(JSON.stringify(content)));
    const job = { uri, file, asOf: asOf ?? null };
    const refusal = analyzer.keepBaseline(uri, await readLists(job, nodePlatform.unpackers));
    if (refusal !== null) throw new Error(refusal);
  }
  return analyzer.conclude({ ...DEFAULT_SETTINGS, ...settings });
}

/** What `--save-baseline` would write of records. */
export async function savedOf(records: readonly unknown[]): Promise<unknown> {
  const analyzer = analyzerOfBytes();
  await analyzer.readInput({ uri: 'file:///log.json', bytes: bytes(lines(records)) });
  return JSON.parse(JSON.stringify(await analyzer.saveBaseline('0.0.0')));
}

export function baselineFindings({ findings }: Analysis): readonly Finding[] {
  return findings.filter(({ rule }) => rule.startsWith('snapshot.baseline.'));
}

/** `added low`, sorted. */
export function differences(analysis: Analysis): string[] {
  return baselineFindings(analysis)
    .map(
      ({ rule, severity, suppressed }) =>
        `${rule.split('.').at(-1)} ${severity}${suppressed === null ? '' : ' suppressed'}`,
    )
    .sort();
}

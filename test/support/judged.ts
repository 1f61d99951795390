import type { Analysis } from '../../src/core/model.js';
import type { Settings } from '../../src/core/settings.js';
import { analyseRecords } from './analyse.js';
import type { Json } from './cloudTrail.js';
import { assertReasons } from './reasons.js';

/** Rules with what they found: severity, and whether it is expected. */
export function summary({ findings }: Analysis): string[] {
  return findings
    .map(({ rule, severity, suppressed }) => `${rule} ${severity}${suppressed === null ? '' : ' suppressed'}`)
    .sort();
}

/** {@link summary} of records that lie in one input; what weighs more or less than usual must say why. */
export async function judged(records: readonly Json[], settings: Partial<Settings> = {}): Promise<string[]> {
  const analysis = await analyseRecords(records, settings);
  assertReasons(analysis, settings);
  return summary(analysis);
}

/** The same, without rules that a test is not about. */
export async function judgedBy(
  rules: readonly string[],
  records: readonly Json[],
  settings: Partial<Settings> = {},
): Promise<string[]> {
  return (await judged(records, settings)).filter((line) => rules.includes(line.split(' ')[0] ?? ''));
}

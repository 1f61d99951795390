import type { SavedBaseline } from '../baseline/saveBaseline.js';
import type { Analysis } from '../model.js';

/** Raised when a name of the report changes its meaning or goes; see `report.schema.json` beside this file. */
export const SCHEMA_VERSION = 1;

export interface JsonReport extends Omit<Analysis, 'attackVersion'> {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly tool: {
    readonly name: 'snapshot-trail';
    readonly version: string;
    readonly attackVersion: string;
  };
}

/** The analysis as it is published: the contract's JSON report. */
export function jsonReport(analysis: Analysis, version: string): JsonReport {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'snapshot-trail', version, attackVersion: analysis.attackVersion },
    totals: analysis.totals,
    inputs: analysis.inputs,
    events: analysis.events,
    chains: analysis.chains,
    findings: analysis.findings,
    notLogged: analysis.notLogged,
    ...(analysis.baselines === undefined ? {} : { baselines: analysis.baselines }),
  };
}

/**
 * A report as indented JSON in which control characters and those that are not seen, or turn the direction
 * of writing, are escapes: it may be looked at in a terminal.
 */
export function plainJson(report: JsonReport | SavedBaseline): string {
  return JSON.stringify(report, null, 2).replace(/[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

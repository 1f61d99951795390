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
  };
}

import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import type { Analysis } from '../../src/core/model.js';
import { NO_TIME } from '../../src/core/providers/time.js';
import { indexAnalysis } from '../../src/core/reports/analysisIndex.js';
import { jsonReport } from '../../src/core/reports/jsonReport.js';
import schema from '../../src/core/reports/report.schema.json';
import { textReport } from '../../src/core/reports/textReport.js';
import { buildTimeline } from '../../src/core/timeline/buildTimeline.js';
import { CONTROLS } from '../support/controls.js';

const obeysSchema = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

/** Holds an analysis to what must be true of any. @throws AssertionError */
export function checkAnalysis(analysis: Analysis): void {
  const { totals, inputs, events, chains, findings } = analysis;
  const report: unknown = JSON.parse(JSON.stringify(jsonReport(analysis, '0.0.0')));
  assert.ok(obeysSchema(report), JSON.stringify(obeysSchema.errors?.slice(0, 3)));
  assert.deepEqual(report, jsonReport(analysis, '0.0.0'), 'plain data');
  assert.equal(
    totals.records,
    inputs.reduce((total, input) => total + input.records, 0),
  );
  assert.equal(
    totals.duplicates,
    inputs.reduce((total, input) => total + input.duplicates, 0),
  );
  assert.deepEqual(
    [totals.events, totals.chains, totals.findings],
    [events.length, chains.length, findings.length],
  );

  const key = (item: { time: string | null; id: string }) => `${item.time ?? NO_TIME} ${item.id}`;
  for (const list of [events, chains, findings]) {
    const seen = new Set<string>();
    for (const item of list) {
      assert.ok(
        !seen.has(item.id),
        `one id twice: ${JSON.stringify(
          list.filter(({ id }) => id === item.id),
          null,
          1,
        )}`,
      );
      seen.add(item.id);
    }
  }
  assert.deepEqual(events.map(key), events.map(key).sort(), 'events are in order');
  const known = new Map(events.map((event) => [event.id, event]));
  for (const chain of chains) {
    assert.ok(chain.events.length > 0 && chain.members.length > 0);
    assert.deepEqual(
      chain.actions,
      chain.events.map((id) => known.get(id)?.action),
    );
    assert.deepEqual(
      chain.members[0] && { kind: chain.members[0].kind, id: chain.members[0].id },
      chain.root,
    );
    // What happened at the same instant is put in the order in which it can have happened.
    const times = chain.events.map((id) => known.get(id)?.time ?? NO_TIME);
    assert.deepEqual(times, [...times].sort(), 'the events of a chain are in time order');
    for (const id of chain.findings) assert.ok(findings.some((finding) => finding.id === id));
  }
  for (const { events: based, chain, message } of findings) {
    assert.ok(based.length > 0 && based.every((id) => known.has(id)) && message !== '');
    assert.ok(chain === null || chains.some(({ id }) => id === chain));
  }
  assert.doesNotMatch(textReport(analysis), CONTROLS);
  buildTimeline(indexAnalysis(analysis), ({ operation }) => operation as never);
}

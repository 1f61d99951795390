import { strict as assert } from 'node:assert';
import { RULES } from '../../src/core/detections/rules.js';
import { severityOf } from '../../src/core/detections/severity.js';
import type { Analysis } from '../../src/core/model.js';
import type { Settings } from '../../src/core/settings.js';

const USUAL = new Map(RULES.map(({ id, usual }) => [id, severityOf(usual)]));

/** Every finding that weighs more or less than its rule usually does says so, and why; but for what the settings decide. */
export function assertReasons({ findings }: Analysis, { severities = {} }: Partial<Settings>): void {
  for (const { rule, severity, suppressed, message } of findings) {
    const usual = USUAL.get(rule);
    if (severity === usual || suppressed !== null || Object.hasOwn(severities, rule)) continue;
    assert.match(message, new RegExp(` It weighs ${severity} instead of [a-z]+: .{10,}\\.$`), rule);
    assert.ok(message.includes(` instead of ${usual}: `), `${rule}: ${message}`);
  }
}

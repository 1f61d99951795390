import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { conclude } from '../../../src/core/analysis/conclude.js';
import { jsonReport, plainJson } from '../../../src/core/reports/jsonReport.js';
import { DEFAULT_SETTINGS } from '../../../src/core/settings.js';

describe('the JSON report as text', () => {
  const empty = jsonReport(conclude([], DEFAULT_SETTINGS), '1.0.0');

  it('is laid out as JSON.stringify does it', () => {
    assert.equal([...plainJson(empty)].join(''), JSON.stringify(empty, null, 2));
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), (values) => {
        const ascii: unknown = JSON.parse(JSON.stringify(values).replace(/[^\x20-\x7e]/g, '?'));
        const report = { ...empty, events: ascii } as typeof empty;
        assert.equal([...plainJson(report)].join(''), JSON.stringify(report, null, 2));
      }),
    );
  });

  it('comes in pieces, none much longer than it must be', () => {
    const events = Array.from({ length: 3_000 }, (_, number) => ({ number, text: 'x'.repeat(1_000) }));
    const pieces = [...plainJson({ ...empty, events } as unknown as typeof empty)];
    assert.ok(pieces.length > 8, `${pieces.length} pieces`);
    assert.ok(pieces.every(({ length }) => length < 300 * 1024));
  });

  it('shows nothing that is not seen or turns the direction of writing', () => {
    const error = 'a\u001b[31m\u202eb\u00ad\u2028\ufeff\u{e0041}\u0000é';
    const text = [...plainJson({ ...empty, notLogged: [{ error }] } as unknown as typeof empty)].join('');
    assert.doesNotMatch(text, /[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/u);
    const back = JSON.parse(text) as { notLogged: [{ error: string }] };
    assert.equal(back.notLogged[0].error, error);
    assert.match(text, /é/);
  });
});

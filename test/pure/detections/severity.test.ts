import { strict as assert } from 'node:assert';
import { findTechnique } from '../../../src/core/catalogue/techniques.js';
import { RULES } from '../../../src/core/detections/rules.js';
import { CERTAINTIES, SEVERITY_TABLE, STAKES, severityOf } from '../../../src/core/detections/severity.js';
import { SUBSUMES, withoutSubsumed } from '../../../src/core/detections/subsumes.js';
import { severityRank } from '../../../src/core/model.js';

describe('Severities', () => {
  it('grow with certainty, and with what is at stake', () => {
    for (const stake of STAKES) {
      const ranks = CERTAINTIES.map((certainty) => severityRank(severityOf({ stake, certainty })));
      assert.deepEqual(
        ranks,
        [...ranks].sort((a, b) => b - a),
        stake,
      );
      assert.ok(SEVERITY_TABLE[stake].reason.length > 20);
    }
    for (const certainty of CERTAINTIES) {
      const at = (stake: (typeof STAKES)[number]) => severityRank(severityOf({ stake, certainty }));
      assert.ok(at('outOfReach') >= at('exposed') && at('recoveryDestroyed') >= at('exposed'));
      assert.ok(at('exposed') >= at('prepared') && at('prepared') >= at('lookedAt'));
    }
    assert.equal(severityOf({ stake: 'outOfReach', certainty: 'proven' }), 'critical');
    assert.equal(severityOf({ stake: 'prepared', certainty: 'proven' }), 'medium', 'what is only prepared');
  });

  it('and techniques of every rule are known', () => {
    for (const { id, techniques } of RULES) {
      assert.ok(techniques.length > 0, id);
      for (const technique of techniques) assert.ok(findTechnique(technique), `${id}: ${technique}`);
    }
  });
});

describe('Subsumption', () => {
  const finding = (rule: string, events: readonly string[], more: object = {}) => ({
    rule,
    severity: 'high' as const,
    suppressed: null as string | null,
    events,
    about: events,
    ...more,
  });
  const MASS = 'snapshot.delete.mass';
  const BURST = 'snapshot.burst.delete';
  const left = (findings: readonly ReturnType<typeof finding>[]) =>
    withoutSubsumed(findings).map(({ rule }) => rule);

  it('names rules that exist, and never goes round in a ring', () => {
    const ids = new Set(RULES.map(({ id }) => id));
    const below = (rule: string, seen: readonly string[]): void => {
      assert.ok(ids.has(rule), rule);
      assert.ok(!seen.includes(rule), `${rule} silences itself`);
      for (const next of SUBSUMES[rule] ?? []) below(next, [...seen, rule]);
    };
    for (const rule of Object.keys(SUBSUMES)) below(rule, []);
  });

  it('silences what is told about the same events', () => {
    assert.deepEqual(left([finding(MASS, ['a', 'b', 'c']), finding(BURST, ['a', 'b'])]), [MASS]);
    assert.deepEqual(
      left([finding(BURST, ['a', 'b']), finding(MASS, ['a', 'b', 'c'])]),
      [MASS],
      'in any order',
    );
    assert.deepEqual(
      left([finding(MASS, ['a', 'b']), finding(MASS, ['c', 'd']), finding(BURST, ['b', 'c'])]),
      [MASS, MASS],
      'two of them may tell it together',
    );
  });

  it('keeps what is about more, what weighs more, and what hides behind something expected', () => {
    assert.deepEqual(left([finding(MASS, ['a', 'b']), finding(BURST, ['b', 'c'])]), [MASS, BURST]);
    assert.deepEqual(left([finding(MASS, ['a'], { severity: 'low' }), finding(BURST, ['a'])]), [MASS, BURST]);
    assert.deepEqual(left([finding(MASS, ['a'], { suppressed: 'CHG-1' }), finding(BURST, ['a'])]), [
      MASS,
      BURST,
    ]);
    assert.deepEqual(
      left([finding(MASS, ['a'], { suppressed: 'CHG-1' }), finding(BURST, ['a'], { suppressed: 'CHG-1' })]),
      [MASS],
    );
    assert.deepEqual(left([finding(BURST, ['a']), finding(MASS, ['b'])]), [BURST, MASS]);
  });

  it('leaves what a list shows beside what the logs alone tell of the same events', () => {
    const ofLists = RULES.map(({ id }) => id).filter((id) => id.startsWith('snapshot.baseline.'));
    assert.equal(ofLists.length, 5);
    for (const list of ofLists) {
      for (const { id } of RULES) {
        assert.deepEqual(left([finding(list, ['a']), finding(id, ['a'])]), [list, id]);
      }
    }
  });

  it('looks only at what a finding is about', () => {
    const deleted = finding('snapshot.deleted.afterUse', ['share', 'unshare', 'delete']);
    const revoked = finding('snapshot.shared.thenRevoked', ['share', 'unshare'], { about: ['unshare'] });
    assert.deepEqual(left([revoked, deleted]), ['snapshot.deleted.afterUse']);
  });
});

import { strict as assert } from 'node:assert';
import { buildTimeline } from '../../../src/core/timeline/buildTimeline.js';
import { analysisOf, at, chain, event, finding, member, resource } from './analysis.js';

const describeEvent = ({ id }: { readonly id: string }): string => `sentence of ${id}`;

describe('buildTimeline', () => {
  it('puts chains worst first and keeps their words', () => {
    const events = [event('a', 1, 'create'), event('b', 2, 'create')];
    const [a, b] = events;
    assert.ok(a && b);
    const model = buildTimeline(
      analysisOf(events, [chain('calm', [a]), chain('bad', [b], { severity: 'high' })]),
      describeEvent,
    );
    assert.deepEqual(
      model.chains.map(({ id }) => id),
      ['bad', 'calm'],
    );
    assert.equal(model.chains[0]?.verdict, 'verdict of bad');
    assert.equal(model.chains[0]?.title, 'snap-1');
  });

  it('titles a chain by what its root was taken from', () => {
    const one = event('a', 1, 'create');
    const source = { kind: 'volume', id: 'projects/p/zones/z/disks/disk-2' } as const;
    const model = buildTimeline(analysisOf([one], [chain('c', [one], { source })]), describeEvent);
    assert.equal(model.chains[0]?.title, 'disk-2 → snap-1');
  });

  it('draws an event with its sentence, place and worst unsuppressed finding', () => {
    const one = event('a', 3, 'share', { with: ['012345678912'] });
    const findings = [
      finding('f1', 'critical', ['a'], { suppressed: 'CHG-1', chain: 'c' }),
      finding('f2', 'medium', ['a'], { chain: 'c' }),
    ];
    const model = buildTimeline(
      analysisOf([one], [chain('c', [one], { findings: ['f1', 'f2', 'missing'] })], findings),
      describeEvent,
    );
    const drawn = model.chains[0]?.events[0];
    assert.equal(drawn?.sentence, 'sentence of a');
    assert.equal(drawn?.time, at(3));
    assert.equal(drawn?.place, 'my trail.json:7');
    assert.equal(drawn?.severity, 'medium');
    assert.equal(drawn?.actor, 'user/alice');
    assert.deepEqual(
      model.chains[0]?.findings.map(({ id, suppressed }) => [id, suppressed]),
      [
        ['f1', 'CHG-1'],
        ['f2', null],
      ],
    );
  });

  it('knows a resource again in another spelling', () => {
    const arn = 'arn:aws:ec2:us-east-1::snapshot/snap-1';
    const events = [
      event('make', 1, 'create'),
      event('share', 2, 'share', { on: [resource('subject', arn)], with: ['999988887777'] }),
      event('gone', 3, 'delete', { on: [resource('subject', arn)] }),
    ];
    const members = [member('vol-1', { kind: 'volume' }), member('snap-1', { madeBy: 'make' })];
    const [drawn] = buildTimeline(
      analysisOf(events, [chain('c', events, { members })]),
      describeEvent,
    ).chains;
    assert.deepEqual(
      drawn?.events.map(({ row }) => row),
      [1, 1, 1],
    );
    assert.deepEqual(drawn?.rows[1]?.exposed, [{ from: at(2), to: at(3), sharedWith: ['999988887777'] }]);
  });

  it('holds a finding over many chains once, and none of its events in the chains', () => {
    const events = [event('a', 1, 'delete'), event('b', 2, 'delete')];
    const [a, b] = events;
    assert.ok(a && b);
    const chains = [chain('c', [a], { findings: ['burst'] }), chain('d', [b], { findings: ['burst'] })];
    const model = buildTimeline(
      analysisOf(events, chains, [finding('burst', 'high', ['a', 'b'])]),
      describeEvent,
    );
    assert.deepEqual(
      model.chains.map(({ findings }) => findings),
      [[], []],
    );
    assert.deepEqual(model.findings[0]?.events, ['a', 'b']);
  });

  it('keeps loose events, undated counts and findings of no chain', () => {
    const events = [
      event('z', 9, 'enumerate', { on: [] }),
      event('y', 4, 'describe', { on: [] }),
      event('x', null, 'enumerate', { on: [] }),
      event('w', null, 'create'),
      event('v', 1, 'create'),
    ];
    const inChain = events.filter(({ action }) => action === 'create');
    const model = buildTimeline(
      analysisOf(events, [chain('c', inChain)], [finding('f', 'low', ['z', 'y'])]),
      describeEvent,
    );
    assert.deepEqual(
      model.loose.map(({ id }) => id),
      ['y', 'z'],
    );
    assert.equal(model.undated, 2);
    assert.deepEqual(
      model.chains[0]?.events.map(({ id }) => id),
      ['v'],
    );
    assert.deepEqual(
      model.findings.map(({ id }) => id),
      ['f'],
    );
  });

  it('puts an act on the row of what it made or removed, else of its subject, source or target', () => {
    const volume = (role: 'subject' | 'source' | 'result') => resource(role, 'vol-9', 'volume');
    const events = [
      event('make', 1, 'create'),
      event('restore', 2, 'restore', { on: [resource('source', 'snap-1'), volume('result')] }),
      event('use', 3, 'use', { on: [volume('subject'), resource('target', 'i-1', 'instance')] }),
      event('read', 4, 'read', { on: [resource('source', 'snap-1')] }),
      event('far', 5, 'context', { on: [] }),
      event('gone', 6, 'delete', { on: [resource('subject', 'snap-1'), volume('subject')] }),
    ];
    const members = [
      member('snap-1', { madeBy: 'make' }),
      member('vol-9', {
        kind: 'volume',
        madeBy: 'restore',
        madeFrom: ['aws snap-1', 'aws elsewhere'],
        deletedBy: 'gone',
      }),
    ];
    const model = buildTimeline(analysisOf(events, [chain('c', events, { members })]), describeEvent);
    assert.deepEqual(
      model.chains[0]?.events.map(({ id, row }) => [id, row]),
      [
        ['make', 0],
        ['restore', 1],
        ['use', 1],
        ['read', 0],
        ['far', 0],
        ['gone', 1],
      ],
    );
    assert.deepEqual(model.chains[0]?.rows[1]?.madeFrom, [{ row: 0, event: 'restore' }]);
  });

  it('is plain data', () => {
    const one = event('a', 1, 'create');
    const model = buildTimeline(analysisOf([one], [chain('c', [one])]), describeEvent);
    assert.deepEqual(JSON.parse(JSON.stringify(model)), model);
  });

  it('holds nothing when there is nothing', () => {
    assert.deepEqual(buildTimeline(analysisOf([], []), describeEvent), {
      chains: [],
      loose: [],
      findings: [],
      undated: 0,
    });
  });

  it('builds 2,000 chains with 20,000 events as well', function () {
    this.timeout(30_000);
    const chains = Array.from({ length: 2000 }, (_, c) => {
      const events = Array.from({ length: 10 }, (_, i) =>
        event(`c${c}-${i}`, i, i === 0 ? 'create' : 'describe'),
      );
      return { events, chain: chain(`c${c}`, events) };
    });
    const index = analysisOf(
      chains.flatMap(({ events }) => events),
      chains.map((one) => one.chain),
    );
    assert.equal(buildTimeline(index, describeEvent).chains.length, 2000);
  });
});

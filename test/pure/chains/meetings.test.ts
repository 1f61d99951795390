import { strict as assert } from 'node:assert';
import { MOST_CHAINS_IN_ONE } from '../../../src/core/chains/findRoots.js';
import type { Analysis } from '../../../src/core/model.js';
import { analyseRecords } from '../../support/analyse.js';
import {
  copySnapshot,
  createVolume,
  ec2,
  type Json,
  registerImage,
  runInstances,
  STRANGER,
  user,
} from '../../support/cloudTrail.js';
import { sameInAnyOrder } from '../../support/shuffled.js';

const names = (kind: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `${kind}-0${String(from + index).padStart(4, '0')}`);

const createImage = (machine: string, image: string, time: string): Json =>
  ec2('CreateImage', time, { instanceId: machine, name: image }, { imageId: image });

const shareImage = (image: string, time: string): Json =>
  ec2('ModifyImageAttribute', time, {
    imageId: image,
    attributeType: 'launchPermission',
    launchPermission: { add: { items: [{ userId: STRANGER }] } },
  });

const chainOf = ({ chains }: Analysis, root: string) => {
  const found = chains.find((chain) => chain.root.id === root);
  assert.ok(found, `a chain begins with ${root}`);
  return found;
};
const membersOf = (analysis: Analysis, root: string) =>
  chainOf(analysis, root)
    .members.map(({ id }) => id)
    .sort();

describe('A thing to which many chains lead', () => {
  const many = names('snap', MOST_CHAINS_IN_ONE + 1);
  const few = many.slice(1);
  const machines = names('i', 3);
  const eventsAbout = (snapshots: readonly string[]) => [
    registerImage('ami-0a', snapshots, '10:00:00'),
    shareImage('ami-0a', '10:01:00'),
    runInstances(machines, 'ami-0a', '10:02:00'),
  ];

  it('is told in each of them while they are no more than the most', async () => {
    const analysis = await analyseRecords(eventsAbout(few));
    assert.equal(analysis.chains.length, few.length);
    for (const snapshot of few)
      assert.deepEqual(membersOf(analysis, snapshot), ['ami-0a', ...machines, snapshot]);
    for (const { verdict } of analysis.chains) assert.doesNotMatch(verdict, /ways lead/);
  });

  it('begins a chain of its own when they are more, and all of them say so', async () => {
    const analysis = await analyseRecords(eventsAbout(many));
    assert.equal(analysis.chains.length, many.length + 1);
    assert.deepEqual(membersOf(analysis, 'ami-0a'), ['ami-0a', ...machines]);
    const own = chainOf(analysis, 'ami-0a');
    assert.deepEqual(own.actions, ['use', 'share', 'restore']);
    assert.equal(own.source?.id, many[0]);
    assert.match(own.verdict, /more than 48 chains or 192 ways lead to it and end there/);
    for (const snapshot of many) {
      const chain = chainOf(analysis, snapshot);
      assert.deepEqual(membersOf(analysis, snapshot), [snapshot]);
      assert.deepEqual(chain.actions, ['use']);
      assert.match(chain.verdict, /what became of image ami-0a, .* is told in a chain of its own\.$/);
    }
  });

  it('keeps what was found about it', async () => {
    const { findings, chains } = await analyseRecords(eventsAbout(many));
    const own = chains.find(({ root }) => root.id === 'ami-0a');
    assert.deepEqual(
      findings.map(({ rule, chain }) => [rule, chain]),
      [
        ['snapshot.used.afterShare', own?.id],
        ['snapshot.shared.external', own?.id],
      ],
    );
    assert.equal(own?.severity, 'high');
  });

  it('counts chains and not ways: one that leads there on many ways is one', async () => {
    const copies = names('snap', MOST_CHAINS_IN_ONE + 5, 100);
    const analysis = await analyseRecords([
      ...copies.map((copy) => copySnapshot('snap-0root', copy, '09:00:00')),
      registerImage('ami-0a', copies, '10:00:00'),
      runInstances(machines, 'ami-0a', '10:02:00'),
    ]);
    assert.deepEqual(
      analysis.chains.map(({ root }) => root.id),
      ['snap-0root'],
    );
    assert.deepEqual(
      membersOf(analysis, 'snap-0root'),
      ['ami-0a', ...machines, ...copies, 'snap-0root'].sort(),
    );
  });

  it('may have them from several things that each have fewer', async () => {
    const halves = [names('snap', 30, 100), names('snap', 30, 200)];
    const copies = ['snap-0left', 'snap-0right'];
    const analysis = await analyseRecords([
      ...halves.map((half, index) => registerImage(`ami-0half${index}`, half, '09:00:00')),
      ...copies.map((_, index) => runInstances([`i-0half${index}`], `ami-0half${index}`, '09:10:00')),
      ...copies.map((copy, index) =>
        ec2(
          'CreateSnapshots',
          '09:20:00',
          {
            InstanceSpecification: { instanceId: `i-0half${index}` },
          },
          { snapshotSet: { items: [{ snapshotId: copy, volumeId: `vol-0${index}` }] } },
        ),
      ),
      registerImage('ami-0whole', copies, '10:00:00'),
      runInstances(machines, 'ami-0whole', '10:02:00'),
    ]);
    assert.equal(analysis.chains.length, 61);
    assert.deepEqual(membersOf(analysis, 'ami-0whole'), ['ami-0whole', ...machines]);
    assert.match(chainOf(analysis, 'snap-00100').verdict, /what became of image ami-0whole/);
  });

  it('may be a ring of names that were used again, which then stays whole', async () => {
    const analysis = await analyseRecords([
      registerImage('ami-0ring', many, '10:00:00'),
      runInstances(['i-0ring'], 'ami-0ring', '10:01:00'),
      createImage('i-0ring', 'ami-0ring', '10:02:00'),
    ]);
    assert.equal(analysis.chains.length, many.length + 1);
    assert.deepEqual(membersOf(analysis, 'ami-0ring'), ['ami-0ring', 'i-0ring']);
  });

  it('makes the same chains in any order of records and files', async () => {
    const records = [
      registerImage('ami-0a', many, '10:00:00'),
      registerImage('ami-0b', ['snap-0x', ...few], '10:00:00'),
      shareImage('ami-0a', '10:01:00'),
      runInstances(machines, 'ami-0a', '10:02:00'),
      createImage('i-00000', 'ami-0c', '10:03:00'),
    ];
    const said = await sameInAnyOrder(records, ({ chains }) =>
      chains.map(({ root, members, verdict }) => [root.id, members.map(({ id }) => id), verdict]),
    );
    assert.equal(said.length, many.length + 3);
  });

  it('does not make a report that grows with the square of a log', async () => {
    const size = 400;
    const { chains } = await analyseRecords([
      registerImage('ami-0a', names('snap', size), '10:00:00'),
      runInstances(names('i', size), 'ami-0a', '10:02:00'),
    ]);
    const members = chains.reduce((sum, chain) => sum + chain.members.length, 0);
    assert.equal(members, size + 1 + size);
  });

  it('begins a chain of its own when few lead to it by very many ways', async () => {
    const roots = names('snap', MOST_CHAINS_IN_ONE);
    const disks = names('snap', 20, 100);
    const { chains } = await analyseRecords([
      registerImage('ami-0a', roots, '10:00:00'),
      runInstances(['i-0first'], 'ami-0a', '10:01:00'),
      ec2(
        'CreateSnapshots',
        '10:02:00',
        { InstanceSpecification: { instanceId: 'i-0first' } },
        { snapshotSet: { items: disks.map((snapshotId) => ({ snapshotId, volumeId: 'vol-0a' })) } },
      ),
      ec2(
        'RunInstances',
        '10:03:00',
        { blockDeviceMapping: { items: disks.map((snapshotId) => ({ ebs: { snapshotId } })) } },
        { instancesSet: { items: machines.map((instanceId) => ({ instanceId })) } },
      ),
    ]);
    assert.deepEqual(chains.map(({ root }) => root.id).sort(), [...machines, ...roots].sort());
    for (const { root, members, verdict } of chains) {
      assert.equal(members.length, roots.includes(root.id) ? 3 + disks.length : 1);
      assert.match(verdict, /more than 48 chains or 192 ways lead/);
    }
  });
});

describe('A call that makes the snapshots of many chains', () => {
  const restoredByOthers = (count: number) => {
    const snapshots = names('snap', count);
    return analyseRecords([
      ec2(
        'CreateSnapshots',
        '10:00:00',
        { InstanceSpecification: { instanceId: 'i-0a' } },
        { snapshotSet: { items: snapshots.map((snapshotId) => ({ snapshotId, volumeId: 'vol-0a' })) } },
      ),
      ...snapshots.map((snapshot, index) =>
        createVolume(`vol-0${1000 + index}`, snapshot, '10:01:00', { userIdentity: user('bob') }),
      ),
    ]);
  };

  it('brings each of them what was found about any, while they are few', async () => {
    const { chains, findings } = await restoredByOthers(MOST_CHAINS_IN_ONE);
    assert.equal(findings.length, MOST_CHAINS_IN_ONE);
    for (const chain of chains) assert.equal(chain.findings.length, MOST_CHAINS_IN_ONE);
  });

  it('leaves each of very many what was found about itself', async () => {
    const { chains, findings } = await restoredByOthers(MOST_CHAINS_IN_ONE + 1);
    assert.deepEqual(
      chains.map(({ id, findings: own }) => [id, own]),
      chains.map(({ id }) => [id, findings.filter(({ chain }) => chain === id).map((one) => one.id)]),
    );
    assert.equal(findings.length, chains.length);
  });
});

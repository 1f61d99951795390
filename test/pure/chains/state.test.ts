import { strict as assert } from 'node:assert';
import { exposures, type MemberState, replay } from '../../../src/core/chains/state.js';
import type { Analysis, Chain, SnapshotEvent } from '../../../src/core/model.js';
import { analyseRecords, chainOfRoot } from '../../support/analyse.js';
import { azureRest, snapshotId } from '../../support/azureActivity.js';
import {
  createSnapshot,
  createVolume,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  PARTNER,
  rds,
  STRANGER,
  share,
  unshare,
} from '../../support/cloudTrail.js';
import { disk, gcpEntry, link, snapshot } from '../../support/gcpAudit.js';

const created = createSnapshot('snap-0a', 'vol-0a', '10:00:00');

function eventsOf(analysis: Analysis, chain: Chain): SnapshotEvent[] {
  return chain.events
    .map((id) => analysis.events.find((event) => event.id === id))
    .filter((event) => !!event);
}

/** The root as it was at `HH:MM:SS`, or at the end. */
async function rootAt(records: readonly Json[], time: string | null): Promise<MemberState | undefined> {
  const analysis = await analyseRecords(records);
  const [chain] = analysis.chains;
  assert.ok(chain);
  const state = replay({ events: eventsOf(analysis, chain), members: chain.members });
  return state.at(time === null ? null : `2024-03-05T${time}.999Z`)[0];
}

const readers = (state: MemberState | undefined) => state?.access.map(({ who }) => who);

describe('The state of a chain', () => {
  const story = [
    created,
    share('snap-0a', { userId: STRANGER }, '10:10:00'),
    share('snap-0a', { userId: PARTNER }, '10:20:00'),
    unshare('snap-0a', { userId: STRANGER }, '10:30:00'),
    deleteSnapshot('snap-0a', '10:40:00'),
  ];

  it('tells at any moment whether a thing is there, since when, and who may read it', async () => {
    const before = await rootAt(story, '09:59:00');
    assert.deepEqual([before?.exists, before?.since, readers(before)], [null, null, []]);
    assert.deepEqual(readers(await rootAt(story, '10:00:00')), []);
    const open = await rootAt(story, '10:20:00');
    assert.deepEqual([open?.exists, open?.isMade, readers(open)], [true, true, [STRANGER, PARTNER]]);
    assert.equal(open?.access[1]?.since, '2024-03-05T10:20:00.000Z');
    assert.deepEqual(readers(await rootAt(story, '10:30:00')), [PARTNER]);
    const gone = await rootAt(story, null);
    assert.deepEqual([gone?.exists, gone?.since, readers(gone)], [false, '2024-03-05T10:40:00.000Z', []]);
  });

  it('is not changed by what failed', async () => {
    const state = await rootAt(
      [
        created,
        denied(share('snap-0a', { group: 'all' }, '10:10:00')),
        denied(deleteSnapshot('snap-0a', '10:20:00')),
      ],
      null,
    );
    assert.deepEqual([state?.exists, readers(state)], [true, []]);
  });

  it('is not changed by what only began, and that is said', async () => {
    const analysis = await analyseRecords([
      azureRest({
        operation: 'Microsoft.Compute/snapshots/delete',
        resourceId: snapshotId('one'),
        status: 'Started',
        time: '10:00:00',
      }),
    ]);
    const [chain] = analysis.chains;
    assert.equal(chain?.members[0]?.deletedBy, null);
    assert.match(chain?.verdict ?? '', /a delete was begun; not known: whether the delete that only began/);
    assert.match(chain?.unknowns.join(' ') ?? '', /Only the beginning of 1 step is logged \(delete\)/);
  });

  it('tells locks, until they are lifted', async () => {
    const lock = ec2('LockSnapshot', '10:05:00', { SnapshotId: 'snap-0a', LockMode: 'governance' });
    const unlock = ec2('UnlockSnapshot', '10:15:00', { SnapshotId: 'snap-0a' });
    const kinds = (state: MemberState | undefined) => state?.protections.map(({ kind }) => kind);
    assert.deepEqual(kinds(await rootAt([created, lock, unlock], '10:10:00')), ['lock']);
    assert.deepEqual(kinds(await rootAt([created, lock, unlock], null)), []);
    assert.deepEqual(kinds(await rootAt([created, denied(lock)], null)), []);
  });
});

describe('Exposures', () => {
  it('hold what happened inside, and say what closed them', async () => {
    const analysis = await analyseRecords([
      created,
      createVolume('vol-0e', 'snap-0a', '10:05:00'),
      share('snap-0a', { userId: STRANGER }, '10:10:00'),
      createVolume('vol-0b', 'snap-0a', '10:15:00'),
      denied(createVolume('vol-0c', 'snap-0a', '10:16:00')),
      unshare('snap-0a', { userId: STRANGER }, '10:20:00'),
      createVolume('vol-0d', 'snap-0a', '10:25:00'),
      share('snap-0a', { group: 'all' }, '10:30:00'),
      deleteSnapshot('snap-0a', '10:40:00'),
    ]);
    const [chain] = analysis.chains;
    const eventAt = (time: string) => analysis.events.find((event) => event.time?.includes(time))?.id;
    assert.deepEqual(
      chain?.exposures.map(({ sharedWith, openedBy, closedBy, closedHow, inside }) => ({
        sharedWith,
        openedBy,
        closedBy,
        closedHow,
        inside,
      })),
      [
        {
          sharedWith: [STRANGER],
          openedBy: eventAt('10:10:00'),
          closedBy: eventAt('10:20:00'),
          closedHow: 'unshare',
          inside: [{ action: 'restore', events: [eventAt('10:15:00')] }],
        },
        {
          sharedWith: ['public'],
          openedBy: eventAt('10:30:00'),
          closedBy: eventAt('10:40:00'),
          closedHow: 'delete',
          inside: [],
        },
      ],
    );
    assert.ok(chain);
    assert.deepEqual(
      exposures({ events: eventsOf(analysis, chain), members: chain.members }),
      chain.exposures,
    );
  });

  it('stand open where nothing closes them', async () => {
    const { chains } = await analyseRecords([created, share('snap-0a', { userId: STRANGER }, '10:10:00')]);
    assert.deepEqual(
      chains[0]?.exposures.map(({ to, closedHow, stillOpenTo }) => [to, closedHow, stillOpenTo]),
      [[null, null, [STRANGER]]],
    );
  });
});

describe('A list of everybody who has access', () => {
  const policy = (time: string, members: readonly string[], more: Json = {}) =>
    gcpEntry({
      method: 'v1.compute.snapshots.setIamPolicy',
      resourceName: snapshot('s'),
      time,
      payload: {
        request: { policy: { bindings: members.length === 0 ? [] : [{ role: 'r', members }] } },
        ...more,
      },
    });
  const made = gcpEntry({
    method: 'v1.compute.snapshots.insert',
    resourceName: snapshot('s'),
    time: '09:00:00',
    request: { sourceDisk: link(disk('d')) },
  });
  const told = async (records: readonly Json[]) =>
    (await analyseRecords(records)).events
      .filter(({ accessAfter }) => accessAfter !== undefined)
      .map(({ action, sharedWith }) => [action, ...sharedWith].join(' '));

  it('tells only what it changes where the list before is known', async () => {
    assert.deepEqual(
      await told([
        made,
        policy('10:00:00', ['user:a@example.com', 'user:b@example.com']),
        policy('10:01:00', ['user:a@example.com']),
        policy('10:02:00', ['user:a@example.com']),
        policy('10:03:00', ['user:a@example.com', 'allUsers']),
        policy('10:04:00', []),
      ]),
      [
        'share user:a@example.com user:b@example.com',
        'unshare user:b@example.com',
        'modify',
        'share public',
        'unshare user:a@example.com public',
      ],
    );
  });

  it('names all where it is not known, and the chain says so', async () => {
    const later = [policy('10:01:00', ['user:a@example.com']), policy('10:02:00', ['user:a@example.com'])];
    assert.deepEqual(await told(later), ['share user:a@example.com', 'modify']);
    const unknown = chainOfRoot(await analyseRecords(later), snapshot('s'));
    assert.match(unknown.unknowns.join(' '), /Who could read snapshot s before 2024-03-05 10:01:00/);
    const known = chainOfRoot(await analyseRecords([made, ...later]), snapshot('s'));
    assert.doesNotMatch(known.unknowns.join(' '), /Who could read/);
  });

  it('of a call that failed is none', async () => {
    const failed = policy('10:00:30', [], { status: { code: 7, message: 'no' } });
    assert.deepEqual(
      await told([
        made,
        policy('10:00:00', ['user:a@example.com']),
        failed,
        policy('10:01:00', ['user:a@example.com']),
      ]),
      ['share user:a@example.com', 'unshare', 'modify'],
    );
  });

  it('closes what is missing from it: RDS answers with the list after the call', async () => {
    const change = (time: string, add: readonly string[], after: readonly string[]) =>
      rds(
        'ModifyDBSnapshotAttribute',
        time,
        { dBSnapshotIdentifier: 'nightly', attributeName: 'restore', valuesToAdd: add },
        { dBSnapshotAttributes: [{ attributeName: 'restore', attributeValues: after }] },
      );
    const { chains, events } = await analyseRecords([
      change('10:00:00', [STRANGER], [STRANGER]),
      change('10:10:00', [PARTNER], [PARTNER]),
    ]);
    assert.deepEqual(
      events.map(({ action, sharedWith }) => [action, ...sharedWith]),
      [
        ['share', STRANGER],
        ['share', PARTNER],
      ],
    );
    assert.deepEqual(chains[0]?.exposures[0]?.stillOpenTo, [PARTNER]);
  });
});

describe('What is not known', () => {
  const unknowns = async (...records: readonly Json[]) =>
    (await analyseRecords(records)).chains[0]?.unknowns.join(' ') ?? '';

  it('is nothing where the logs tell it whole', async () => {
    assert.equal(await unknowns(created, deleteSnapshot('snap-0a', '10:10:00')), '');
  });

  it('is who made what is only deleted', async () => {
    assert.match(await unknowns(deleteSnapshot('snap-0a', '10:10:00')), /Who made snapshot snap-0a/);
  });

  it('is how a step can stand before the making, or after the delete', async () => {
    assert.match(
      await unknowns(created, share('snap-0a', { userId: STRANGER }, '09:59:00')),
      /1 step on snapshot snap-0a by its time stands before it was made/,
    );
    assert.match(
      await unknowns(
        created,
        deleteSnapshot('snap-0a', '10:10:00'),
        createVolume('vol-0b', 'snap-0a', '10:20:00'),
      ),
      /1 step on snapshot snap-0a succeeded after its delete/,
    );
  });

  it('is where steps without a time belong', async () => {
    const { eventTime: _, ...undated } = share('snap-0a', { userId: STRANGER }, '10:05:00');
    assert.match(await unknowns(created, undated), /1 step without a readable time/);
  });

  it('stays out of a verdict that would grow long', async () => {
    const chain = chainOfRoot(
      await analyseRecords([
        created,
        share('snap-0a', { userId: STRANGER }, '09:59:00'),
        ...Array.from({ length: 40 }, (_, index) =>
          createVolume(`vol-0${'f'.repeat(60)}${index}`, 'snap-0a', '10:20:00'),
        ),
      ]),
      'snap-0a',
    );
    assert.doesNotMatch(chain.verdict, /not known/);
    assert.equal(chain.unknowns.length, 1);
  });
});

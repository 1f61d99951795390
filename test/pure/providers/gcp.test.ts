import { strict as assert } from 'node:assert';
import { analyse, analyseRecords, onlyEvent, resources } from '../../support/analyse.js';
import type { Json } from '../../support/cloudTrail.js';
import {
  disk,
  gcpEntry,
  gcpPair,
  image,
  instance,
  link,
  PROJECT,
  snapshot,
  ZONE,
} from '../../support/gcpAudit.js';

const createSnapshot = (version = 'v1') =>
  gcpPair({
    method: `${version}.compute.disks.createSnapshot`,
    resourceName: disk('data'),
    time: '04:05:06',
    request: { name: 'ds-one' },
    checked: [
      ['compute.disks.createSnapshot', disk('data')],
      ['compute.snapshots.create', snapshot('ds-one')],
    ],
  });

const policy = (payload: Json, method = 'v1.compute.snapshots.setIamPolicy') =>
  gcpEntry({ method, resourceName: snapshot('ds-one'), time: '04:05:06', payload });

describe('Google Cloud audit log entries', () => {
  it('of a pair are one event with what each of them says, in either order', async () => {
    const [first, last] = createSnapshot();
    const seen = new Set<string>();
    for (const inputs of [
      { a: [first, last] },
      { a: [last, first] },
      { a: [last], b: [first] },
      { a: [first], b: [last] },
    ]) {
      const event = onlyEvent(await analyse(inputs));
      assert.deepEqual(resources(event), [
        `subject snapshot ${snapshot('ds-one')}`,
        `source volume ${disk('data')}`,
      ]);
      assert.deepEqual(
        [event.action, event.outcome, event.time, event.region],
        ['create', 'success', '2024-03-05T04:05:06.123Z', ZONE],
      );
      assert.equal(event.locations.length, 2);
      seen.add(event.id);
    }
    assert.equal(seen.size, 1);
  });

  it('count by what is there: the last alone succeeded, the first alone is pending', async () => {
    const [first, last] = createSnapshot();
    const ended = onlyEvent(await analyseRecords([last]));
    assert.deepEqual([ended.outcome, resources(ended)], ['success', [`source volume ${disk('data')}`]]);
    const begun = onlyEvent(await analyseRecords([first]));
    assert.deepEqual([begun.outcome, resources(begun).length], ['pending', 2]);
  });

  it('that are first and last at once, or of no long operation, are done', async () => {
    for (const operation of [{ id: 'operation-x', first: true, last: true }, undefined]) {
      const entry = gcpEntry({
        method: 'v1.compute.snapshots.setLabels',
        resourceName: snapshot('ds-one'),
        time: '04:05:06',
        ...(operation && { operation }),
      });
      assert.equal(onlyEvent(await analyseRecords([entry])).outcome, 'success');
    }
  });

  it('of every API version, or none, name one operation', async () => {
    for (const version of ['v1', 'beta', 'alpha']) {
      assert.equal(
        onlyEvent(await analyseRecords(createSnapshot(version))).operation,
        'compute.disks.createSnapshot',
        version,
      );
    }
    const bare = gcpEntry({
      method: 'compute.snapshots.delete',
      resourceName: snapshot('ds-one'),
      time: '04:05:06',
    });
    assert.equal(onlyEvent(await analyseRecords([bare])).operation, 'compute.snapshots.delete');
  });

  it('without a method name are known by the type of their request, and located by it', async () => {
    const { methodName: _, ...payload } = (
      gcpEntry({ method: '', resourceName: snapshot('ds-one'), time: '04:05:06' }) as { protoPayload: Json }
    ).protoPayload;
    const entry = {
      ...gcpEntry({ method: '', resourceName: '', time: '04:05:06' }),
      protoPayload: {
        ...payload,
        request: {
          '@type': 'type.googleapis.com/compute.snapshots.setIamPolicy',
          policy: { bindings: [{ role: 'r', members: ['allUsers'] }] },
        },
      },
    };
    const event = onlyEvent(await analyseRecords([entry]));
    assert.deepEqual(
      [event.operation, event.action, event.sharedWith],
      ['compute.snapshots.setIamPolicy', 'share', ['public']],
    );
    const line = JSON.stringify(entry);
    assert.equal(
      line.slice(
        (event.locations[0]?.column ?? 0) - 1,
        (event.locations[0]?.column ?? 0) - 1 + 'compute.snapshots'.length,
      ),
      'compute.snapshots',
    );
  });

  it('name one resource however it is linked', async () => {
    const [first] = createSnapshot();
    const uses = [
      link(snapshot('ds-one')),
      link(snapshot('ds-one'), 'beta'),
      snapshot('ds-one'),
      `//compute.googleapis.com/${snapshot('ds-one')}`,
      'global/snapshots/ds-one',
      `https://compute.googleapis.com/compute/v1/${snapshot('ds-one')}`,
    ];
    for (const sourceSnapshot of uses) {
      const restore = gcpEntry({
        method: 'v1.compute.disks.insert',
        resourceName: disk('copy'),
        time: '04:06:06',
        request: { sourceSnapshot },
      });
      const { chains } = await analyseRecords([first, restore]);
      assert.equal(chains.length, 1, sourceSnapshot);
      assert.deepEqual(chains[0]?.actions, ['create', 'restore'], sourceSnapshot);
    }
  });

  it('of a policy tell who was added and who was removed', async () => {
    const delta = (bindingDeltas: readonly Json[]) => ({
      serviceData: { policyDelta: { bindingDeltas } },
      request: { policy: { bindings: [{ role: 'r', members: ['user:owner@example.com'] }] } },
    });
    const cases: [Json, string, readonly string[]][] = [
      [
        delta([{ action: 'ADD', role: 'r', member: 'user:eve@example.net' }]),
        'share',
        ['user:eve@example.net'],
      ],
      [
        delta([{ action: 'REMOVE', role: 'r', member: 'user:eve@example.net' }]),
        'unshare',
        ['user:eve@example.net'],
      ],
      [
        delta([
          { action: 'REMOVE', role: 'r', member: 'user:a@b.c' },
          { action: 'ADD', role: 'r', member: 'allAuthenticatedUsers' },
        ]),
        'share',
        ['public'],
      ],
      [
        { request: { policy: { bindings: [{ role: 'r', members: ['allUsers', 'user:eve@example.net'] }] } } },
        'share',
        ['public', 'user:eve@example.net'],
      ],
      [{ request: { policy: { bindings: [] } } }, 'unshare', []],
      [{ request: { policy: { bindings: [{ role: 'r', members: [] }] } } }, 'unshare', []],
      [{ request: {} }, 'modify', []],
    ];
    for (const [payload, action, sharedWith] of cases) {
      const event = onlyEvent(await analyseRecords([policy(payload)]));
      assert.deepEqual([event.action, event.sharedWith], [action, sharedWith], JSON.stringify(payload));
    }
  });

  it('that were refused say so, by status or by what was not granted', async () => {
    const byStatus = onlyEvent(
      await analyseRecords([policy({ status: { code: 7, message: 'Required permission' } })]),
    );
    assert.deepEqual([byStatus.outcome, byStatus.errorCode], ['failure', 'PERMISSION_DENIED']);
    const byGrant = onlyEvent(
      await analyseRecords([
        policy({ authorizationInfo: [{ permission: 'compute.snapshots.setIamPolicy', granted: false }] }),
      ]),
    );
    assert.deepEqual([byGrant.outcome, byGrant.errorCode], ['failure', 'PERMISSION_DENIED']);
    const fine = onlyEvent(await analyseRecords([policy({ status: { message: 'migrated' } })]));
    assert.equal(fine.outcome, 'success', 'a message without a code is no failure');
  });

  it('of a pair whose end failed are a failure', async () => {
    const [first, last] = createSnapshot();
    const failed = {
      ...last,
      protoPayload: { ...(last['protoPayload'] as Json), status: { code: 3, message: 'no' } },
    };
    const event = onlyEvent(await analyseRecords([failed, first]));
    assert.deepEqual([event.outcome, event.errorCode], ['failure', 'INVALID_ARGUMENT']);
  });

  it('name a service account’s project, and Google’s own agents as a service', async () => {
    const actors: [string | null, string | null, boolean][] = [
      ['builder@other-project.iam.gserviceaccount.com', 'other-project', false],
      ['123456789@cloudservices.gserviceaccount.com', null, true],
      ['service-123@compute-system.iam.gserviceaccount.com', 'compute-system', true],
      ['system@google.com', null, true],
      ['mallory@example.com', null, false],
    ];
    for (const [principal, account, service] of actors) {
      const { actor } = onlyEvent(
        await analyseRecords([
          gcpEntry({
            method: 'v1.compute.snapshots.delete',
            resourceName: snapshot('ds-one'),
            time: '04:05:06',
            principal,
          }),
        ]),
      );
      assert.deepEqual([actor.account, actor.service], [account, service], String(principal));
    }
  });

  it('tell what an image and a machine were made from', async () => {
    const made = onlyEvent(
      await analyseRecords(
        gcpPair({
          method: 'v1.compute.images.insert',
          resourceName: image('dm-one'),
          time: '04:05:06',
          request: { sourceSnapshot: link(snapshot('ds-one')) },
        }),
      ),
    );
    assert.deepEqual(
      [made.action, resources(made)],
      ['use', [`source snapshot ${snapshot('ds-one')}`, `result image ${image('dm-one')}`]],
    );
    const started = onlyEvent(
      await analyseRecords(
        gcpPair({
          method: 'v1.compute.instances.insert',
          resourceName: instance('vm5'),
          time: '04:05:06',
          request: { disks: [{ initializeParams: { sourceSnapshot: link(snapshot('ds-one')) } }] },
          checked: [['compute.disks.create', disk('vm5')]],
        }),
      ),
    );
    assert.deepEqual(resources(started), [
      `source snapshot ${snapshot('ds-one')}`,
      `result instance ${instance('vm5')}`,
      `result volume ${disk('vm5')}`,
    ]);
  });

  it('belong to the project in whose log they stand', async () => {
    const event = onlyEvent(await analyseRecords([policy({})]));
    assert.equal(event.account, PROJECT);
  });
});

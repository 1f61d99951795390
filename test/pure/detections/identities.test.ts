import { strict as assert } from 'node:assert';
import { historyOf, newness } from '../../../src/core/detections/history.js';
import { identityOf } from '../../../src/core/detections/identity.js';
import { routineOf } from '../../../src/core/detections/routine.js';
import { DAY, HOUR } from '../../../src/core/detections/thresholds.js';
import type { SnapshotEvent } from '../../../src/core/model.js';

let count = 0;

function event(actor: string | null, time: string, more: Partial<SnapshotEvent> = {}): SnapshotEvent {
  count++;
  return {
    id: `e${count}`,
    cloud: 'aws',
    time,
    service: 'ec2.amazonaws.com',
    operation: 'CreateVolume',
    action: 'restore',
    component: null,
    techniques: [],
    outcome: 'success',
    errorCode: null,
    actor: {
      id: actor,
      name: actor,
      account: '111122223333',
      type: 'IAMUser',
      service: false,
      invokedBy: null,
      aliases: [],
    },
    account: '111122223333',
    region: 'eu-west-1',
    sourceIp: null,
    vpcEndpoint: null,
    network: null,
    userAgent: null,
    resources: [],
    sharedWith: [],
    revokedFrom: [],
    encryptionKeys: [],
    encrypted: null,
    notes: [],
    locations: [],
    ...more,
  };
}

const EVE = 'arn:aws:iam::111122223333:user/eve';
const role = (session: string) => `arn:aws:sts::111122223333:assumed-role/deploy/${session}`;

describe('Identities', () => {
  it('are roles, whatever their sessions are called, but for those of people', () => {
    const of = (actor: string | null) => identityOf(event(actor, '2024-03-05T10:00:00.000Z'));
    assert.equal(of(role('i-0a1')), of(role('run-77')));
    assert.notEqual(of(role('alice@example.com')), of(role('bob@example.com')));
    assert.notEqual(of(role('x')), of(role('x').replace('deploy', 'other')));
    assert.equal(of('Alice@example.com'), of('alice@example.com'));
    assert.equal(of(null), null);
  });

  const day = (number: string) => `2024-03-${number}T10:00:00.000Z`;
  const created = event('arn:aws:iam::111122223333:user/admin', day('05'), {
    action: 'context',
    operation: 'CreateUser',
    resources: [{ role: 'subject', kind: 'identity', id: EVE }],
  });

  it('are new that were created in the logs, however short these are', () => {
    const restore = event(EVE, day('06'));
    assert.match(newness(restore, historyOf([created, restore]), 7 * DAY) ?? '', /created in these logs/);
    assert.equal(newness(restore, historyOf([restore]), 7 * DAY), null);
    const late = event(EVE, day('12'));
    assert.equal(newness(late, historyOf([created, restore, late]), 7 * DAY), null, 'a week later');
    const failed = { ...created, id: 'failed', outcome: 'failure' as const };
    assert.equal(newness(restore, historyOf([failed, restore]), 7 * DAY), null);
  });

  it('are never new as services, or unnamed, or at no known time', () => {
    const old = event('arn:aws:iam::111122223333:user/old', '2024-01-01T00:00:00.000Z');
    const restore = event(EVE, day('06'));
    const told = (one: SnapshotEvent) => newness(one, historyOf([old, one]), 7 * DAY);
    assert.notEqual(told(restore), null);
    assert.equal(told({ ...restore, actor: { ...restore.actor, service: true } }), null);
    assert.equal(told({ ...restore, actor: { ...restore.actor, id: null } }), null);
    assert.equal(told({ ...restore, time: null }), null);
  });
});

describe('Routine', () => {
  const at = (day: number, hours: number) => day * DAY + hours * HOUR;

  it('is the same hour, or the one beside it, on three days', () => {
    const routine = routineOf([at(1, 3), at(2, 3.2), at(3, 3.9)]);
    assert.equal(routine(at(1, 3)), 2);
    assert.equal(routineOf([at(1, 3.9), at(2, 4.1), at(3, 3.5)])(at(2, 4.1)), 2);
    assert.equal(routineOf([at(1, 23.9), at(3, 0.1), at(3, 23.8)])(at(1, 23.9)), 2, 'across midnight');
  });

  it('is not two days, nor other hours, nor often on one day', () => {
    assert.equal(routineOf([at(1, 3), at(2, 3)])(at(1, 3)), 0);
    assert.equal(routineOf([at(1, 3), at(2, 9), at(3, 15)])(at(1, 3)), 0);
    assert.equal(routineOf([at(1, 3), at(1, 3.1), at(1, 3.2)])(at(1, 3)), 0);
  });
});

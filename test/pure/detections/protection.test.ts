import { strict as assert } from 'node:assert';
import { analyseRecords, findingsOf } from '../../support/analyse.js';
import { azureHub, azureRest, snapshotId } from '../../support/azureActivity.js';
import {
  createSnapshot,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  STRANGER,
  user,
} from '../../support/cloudTrail.js';
import { gcpEntry, PROJECT, snapshot } from '../../support/gcpAudit.js';
import { judgedBy } from '../../support/judged.js';
import { encryptedCopy, keyArn } from '../../support/keys.js';
import { byRole, two } from '../scenarios/people.js';

const WEAKENED = 'backup.protection.weakened';
const THEN = 'backup.protection.weakenedThenDeleted';
const SCHEDULE = 'backup.schedule.off';
const GUARD = 'account.guard.off';
const MASS = 'snapshot.delete.mass';
const BURST = 'snapshot.burst.delete';
const RULES = [WEAKENED, THEN, SCHEDULE, GUARD, MASS, BURST];

const unlock = (snapshotId: string, time: string, more: Json = {}) =>
  ec2('UnlockSnapshot', time, { UnlockSnapshotRequest: { SnapshotId: snapshotId } }, null, more);
const deleteRule = (time: string, more: Json = {}) =>
  ec2('DeleteRule', time, { identifier: 'rule-1' }, null, { eventSource: 'rbin.amazonaws.com', ...more });
const vaultLockOff = ec2('DeleteBackupVaultLockConfiguration', '10:00:00', { backupVaultName: 'v' }, null, {
  eventSource: 'backup.amazonaws.com',
});
const pointDeleted = (id: number, time: string) =>
  ec2(
    'DeleteRecoveryPoint',
    time,
    { backupVaultName: 'v', recoveryPointArn: `arn:aws:backup:eu-west-1:111122223333:recovery-point:${id}` },
    null,
    { eventSource: 'backup.amazonaws.com' },
  );

const azure = (operation: string, resourceId: string, time: string, body?: Json) =>
  azureRest({ operation, resourceId, status: 'Succeeded', time, correlationId: time, ...(body && { body }) });
const lockOn = (resource: string) => `${resource}/providers/Microsoft.Authorization/locks/keep`;
const vault =
  '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/rg-one/providers/Microsoft.RecoveryServices/vaults/v';

describe(WEAKENED, () => {
  it('is a lock, a recycle-bin rule, a soft delete or a backup plan taken away', async () => {
    for (const one of [
      unlock('snap-0a', '10:00:00'),
      deleteRule('10:00:00'),
      vaultLockOff,
      azure('Microsoft.Authorization/locks/delete', lockOn(snapshotId('s')), '10:00:00'),
      azure(
        'Microsoft.RecoveryServices/Vaults/backupconfig/write',
        `${vault}/backupconfig/vaultconfig`,
        '10:00:00',
        {
          properties: { softDeleteFeatureState: 'Disabled' },
        },
      ),
      gcpEntry({
        method: 'google.cloud.backupdr.v1.BackupDR.DeleteBackupPlan',
        resourceName: `projects/${PROJECT}/locations/l/backupPlans/p`,
        time: '10:00:00',
        request: { name: `projects/${PROJECT}/locations/l/backupPlans/p` },
        payload: { serviceName: 'backupdr.googleapis.com' },
      }),
    ]) {
      assert.deepEqual(await judgedBy(RULES, [one]), [`${WEAKENED} low`], JSON.stringify(one));
    }
  });

  it('is nothing refused, done by a service, switched on, or never there', async () => {
    assert.deepEqual(await judgedBy(RULES, [denied(unlock('snap-0a', '10:00:00'))]), []);
    const service = { userIdentity: { ...user(), invokedBy: 'backup.amazonaws.com' } };
    assert.deepEqual(await judgedBy(RULES, [deleteRule('10:00:00', service)]), []);
    assert.deepEqual(
      await judgedBy(RULES, [
        azure(
          'Microsoft.RecoveryServices/Vaults/backupconfig/write',
          `${vault}/backupconfig/vaultconfig`,
          '10:00:00',
          {
            properties: { softDeleteFeatureState: 'Enabled' },
          },
        ),
        ec2('CreateDBInstance', '10:00:00', { dBInstanceIdentifier: 'd', backupRetentionPeriod: 0 }, null, {
          eventSource: 'rds.amazonaws.com',
        }),
      ]),
      [],
    );
  });

  it('is one finding for one call repeated', async () => {
    const { findings } = await analyseRecords(['10:00:00', '10:00:05'].map((time) => deleteRule(time)));
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      [WEAKENED],
    );
    assert.match(
      findings[0]?.message ?? '',
      /called DeleteRule 2 times on policy rule-1 from 2024-03-05 10:00:00 UTC on/,
    );
  });
});

describe(THEN, () => {
  it('weighs by how much went after it', async () => {
    const deletes = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        pointDeleted(index, `10:${String(index + 1).padStart(2, '0')}:00`),
      );
    assert.deepEqual(await judgedBy(RULES, [vaultLockOff, ...deletes(1)]), [`${THEN} medium`]);
    assert.deepEqual(await judgedBy(RULES, [vaultLockOff, ...deletes(2)]), [`${THEN} high`]);
    assert.deepEqual(await judgedBy(RULES, [vaultLockOff, ...deletes(5)]), [`${THEN} critical`]);
    const [finding] = findingsOf(await analyseRecords([vaultLockOff, ...deletes(5)]), THEN);
    assert.match(
      finding?.message ?? '',
      /^user\/mallory weakened .*DeleteBackupVaultLockConfiguration.* 1 min later on deleted 5/,
    );
  });

  it('names every operation that weakened or deleted, and how often', async () => {
    const vaultGone = ec2('DeleteBackupVault', '10:09:00', { backupVaultName: 'v' }, null, {
      eventSource: 'backup.amazonaws.com',
    });
    const message = async (records: readonly Json[]) =>
      findingsOf(await analyseRecords(records), THEN)[0]?.message ?? '';
    assert.match(
      await message([
        vaultLockOff,
        deleteRule('10:00:30'),
        pointDeleted(1, '10:01:00'),
        pointDeleted(2, '10:02:00'),
        vaultGone,
      ]),
      /backups \(DeleteBackupVaultLockConfiguration and DeleteRule\) .* deleted 3 \(DeleteRecoveryPoint 2 times and DeleteBackupVault\)\./,
    );
    assert.match(
      await message([vaultLockOff, pointDeleted(1, '10:01:00'), pointDeleted(2, '10:02:00')]),
      /deleted 2 \(DeleteRecoveryPoint\)\./,
    );
  });

  it('is no delete before it, a day after it, or by another', async () => {
    assert.deepEqual(await judgedBy(RULES, [vaultLockOff, pointDeleted(1, '09:59:59')]), [`${WEAKENED} low`]);
    assert.deepEqual(await judgedBy(RULES, [vaultLockOff, pointDeleted(1, '2024-03-06T10:00:01Z')]), [
      `${WEAKENED} low`,
    ]);
    assert.deepEqual(await judgedBy(RULES, [vaultLockOff, pointDeleted(1, '2024-03-06T10:00:00Z')]), [
      `${THEN} medium`,
    ]);
    assert.deepEqual(
      await judgedBy(RULES, [vaultLockOff, { ...pointDeleted(1, '10:01:00'), userIdentity: user('eve') }]),
      [`${WEAKENED} low`],
    );
    assert.deepEqual(
      await judgedBy(RULES, [vaultLockOff, denied(pointDeleted(1, '10:01:00'), 'InvalidRequestException')]),
      [`${WEAKENED} low`],
    );
  });

  describe('by two identities', () => {
    const eve = { userIdentity: user('eve') };
    const emptied = (count: number, more: Json = eve, hour = '10', day = '2024-03-05') =>
      Array.from({ length: count }, (_, index) => ({
        ...pointDeleted(index, `${day}T${hour}:${two(index + 1)}:00Z`),
        ...more,
      }));

    it('weighs less, where one unlocked the very vault from which the other deleted several', async () => {
      assert.deepEqual(await judgedBy(RULES, [vaultLockOff, ...emptied(2)]), [`${THEN} medium`]);
      assert.deepEqual(await judgedBy(RULES, [vaultLockOff, ...emptied(5)]), [`${THEN} high`]);
      const [finding] = findingsOf(await analyseRecords([vaultLockOff, ...emptied(2)]), THEN);
      assert.match(
        finding?.message ?? '',
        /^user\/mallory weakened the protection of vault v \(DeleteBackupVaultLockConfiguration\) .* 1 min later on user\/eve deleted 2 from there \(DeleteRecoveryPoint\)\. Two identities may/,
      );
      assert.equal(finding?.events.length, 3);
    });

    it('is a lock taken off the very group, or soft delete off the very vault, in Azure', async () => {
      const group = '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/rg-one';
      const removed = (resourceId: string, index: number, caller = 'eve@example.com') =>
        azureRest({
          operation: resourceId.includes('/snapshots/')
            ? 'Microsoft.Compute/snapshots/delete'
            : 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/delete',
          resourceId,
          status: 'Succeeded',
          time: `10:0${index}:00`,
          correlationId: `gone ${index}`,
          caller,
        });
      const lifted = azure('Microsoft.Authorization/locks/delete', lockOn(group), '10:00:00');
      const snapshots = (caller?: string) =>
        ['s', 't'].map((name, index) =>
          removed(snapshotId(name).toUpperCase().replace('SNAPSHOTS', 'snapshots'), index + 1, caller),
        );
      assert.deepEqual(await judgedBy(RULES, [lifted, ...snapshots()]), [`${THEN} medium`]);
      const softDeleteOff = azure(
        'Microsoft.RecoveryServices/Vaults/backupconfig/write',
        `${vault}/backupconfig/vaultconfig`,
        '10:00:00',
        { properties: { softDeleteFeatureState: 'Disabled' } },
      );
      const item = (name: string) =>
        `${vault}/backupFabrics/Azure/protectionContainers/c/protectedItems/${name}`;
      assert.deepEqual(await judgedBy(RULES, [softDeleteOff, removed(item('a'), 1), removed(item('b'), 2)]), [
        `${THEN} medium`,
      ]);
      // An application, a lock of the whole subscription, another vault.
      const app = '00000000-0000-0000-0000-00000000a0a0';
      assert.deepEqual(await judgedBy(RULES, [lifted, ...snapshots(app)]), [`${WEAKENED} low`]);
      const wide = azure(
        'Microsoft.Authorization/locks/delete',
        lockOn('/subscriptions/00000000-0000-0000-0000-0000000000aa'),
        '10:00:00',
      );
      assert.deepEqual(await judgedBy(RULES, [wide, ...snapshots()]), [`${WEAKENED} low`]);
      const other = (name: string) => item(name).replace('/vaults/v/', '/vaults/v2/');
      assert.deepEqual(
        await judgedBy(RULES, [softDeleteOff, removed(other('a'), 1), removed(other('b'), 2)]),
        [`${WEAKENED} low`],
      );
    });

    it('is no other vault, no later hour, no daily work, and nothing with a ticket', async () => {
      const quiet = [`${WEAKENED} low`];
      const otherVault = emptied(4).map((one) => ({
        ...one,
        requestParameters: { ...(one['requestParameters'] as Json), backupVaultName: 'w' },
      }));
      assert.deepEqual(await judgedBy(RULES, [vaultLockOff, ...otherVault]), quiet);
      assert.deepEqual(await judgedBy(RULES, [vaultLockOff, ...emptied(4, eve, '11')]), quiet);
      assert.deepEqual(
        await judgedBy(RULES, [
          vaultLockOff,
          ...emptied(4),
          ...emptied(4, eve, '10', '2024-03-04'),
          ...emptied(4, eve, '10', '2024-03-03'),
        ]),
        quiet,
      );
      const ticket = (role: string) => byRole(role, 'CHG-2041');
      const byTicket = [{ ...vaultLockOff, ...ticket('Backup') }, ...emptied(4, ticket('Storage'))];
      const changeTickets = ['CHG-####'];
      assert.deepEqual(await judgedBy(RULES, byTicket, { changeTickets }), quiet);
      assert.deepEqual(await judgedBy(RULES, byTicket), [`${THEN} medium`]);
    });
  });

  it('joins a lock only with what it locked', async () => {
    const unlocked = unlock('snap-0a', '10:00:00');
    assert.deepEqual(await judgedBy(RULES, [unlocked, deleteSnapshot('snap-0a', '10:01:00')]), [
      `${THEN} medium`,
    ]);
    assert.deepEqual(await judgedBy(RULES, [unlocked, deleteSnapshot('snap-0b', '10:01:00')]), [
      `${WEAKENED} low`,
    ]);
    const unlockedInAzure = azure(
      'Microsoft.Authorization/locks/delete',
      lockOn(snapshotId('s')),
      '10:00:00',
    );
    const deleted = (name: string) =>
      azure('Microsoft.Compute/snapshots/delete', snapshotId(name), '10:01:00');
    assert.deepEqual(await judgedBy(RULES, [unlockedInAzure, deleted('s')]), [`${THEN} medium`]);
    assert.deepEqual(await judgedBy(RULES, [unlockedInAzure, deleted('t')]), [`${WEAKENED} low`]);
  });

  it('joins a lock on a group or a subscription with what was then deleted below it', async () => {
    const group = '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/rg-one';
    const lifted = (scope: string, time = '10:00:00') =>
      azure('Microsoft.Authorization/locks/delete', lockOn(scope), time);
    const deleted = (name: string, time = '10:01:00') =>
      azure('Microsoft.Compute/snapshots/delete', snapshotId(name), time);
    for (const scope of [group, group.toUpperCase(), '/subscriptions/00000000-0000-0000-0000-0000000000aa']) {
      const records = [lifted(scope), deleted('s'), deleted('t', '10:02:00')];
      assert.deepEqual(await judgedBy(RULES, records), [`${THEN} high`], scope);
    }
    // Such a lock guards many things that are no backups.
    assert.deepEqual(await judgedBy(RULES, [lifted(group)]), []);
    assert.deepEqual(await judgedBy(RULES, [lifted(group, '10:05:00'), deleted('s')]), []);
    assert.deepEqual(await judgedBy(RULES, [lifted(`${group}-two`), deleted('s')]), []);
    const machine = `${group}/providers/Microsoft.Compute/virtualMachines/m`;
    const { totals } = await analyseRecords([lifted(machine), deleted('s')]);
    assert.equal(totals.events, 1);
  });

  it('is not kept busy by an id of slashes', async () => {
    const id = `${snapshotId('s')}${'/'.repeat(200_000)}`;
    const lock = azure('Microsoft.Authorization/locks/delete', lockOn(snapshotId('s')), '10:00:00');
    await judgedBy(RULES, [lock, azure('Microsoft.Compute/snapshots/delete', id, '10:01:00')]);
  });

  it('counts a schedule switched off as well, for less', async () => {
    const off = gcpEntry({
      method: 'v1.compute.resourcePolicies.delete',
      resourceName: `projects/${PROJECT}/regions/europe-west1/resourcePolicies/daily`,
      time: '10:00:00',
    });
    const deleted = (name: string, time: string) =>
      gcpEntry({ method: 'v1.compute.snapshots.delete', resourceName: snapshot(name), time });
    assert.deepEqual(await judgedBy(RULES, [off, deleted('a', '10:01:00'), deleted('b', '10:02:00')]), [
      `${THEN} medium`,
    ]);
  });
});

describe(SCHEDULE, () => {
  const policy = (eventName: string, parameters: Json, more: Json = {}) =>
    ec2(eventName, '10:00:00', { policyId: 'policy-0a', ...parameters }, null, {
      eventSource: 'dlm.amazonaws.com',
      ...more,
    });

  it('is a policy deleted, disabled, or taken off its disk', async () => {
    assert.deepEqual(await judgedBy(RULES, [policy('DeleteLifecyclePolicy', {})]), [`${SCHEDULE} low`]);
    assert.deepEqual(await judgedBy(RULES, [policy('UpdateLifecyclePolicy', { state: 'DISABLED' })]), [
      `${SCHEDULE} low`,
    ]);
    const taken = gcpEntry({
      method: 'v1.compute.disks.removeResourcePolicies',
      resourceName: `projects/${PROJECT}/zones/z/disks/d`,
      time: '10:00:00',
      request: { resourcePolicies: ['daily'] },
    });
    assert.deepEqual(await judgedBy(RULES, [taken]), [`${SCHEDULE} low`]);
  });

  it('is no other change, no new policy, and nothing refused', async () => {
    assert.deepEqual(await judgedBy(RULES, [policy('UpdateLifecyclePolicy', { state: 'ENABLED' })]), []);
    assert.deepEqual(await judgedBy(RULES, [policy('CreateLifecyclePolicy', {})]), []);
    assert.deepEqual(
      await judgedBy(RULES, [denied(policy('DeleteLifecyclePolicy', {}), 'AccessDenied')]),
      [],
    );
  });
});

describe(GUARD, () => {
  it('is the public-access block switched off; encryption by default weighs less', async () => {
    assert.deepEqual(await judgedBy(RULES, [ec2('DisableSnapshotBlockPublicAccess', '10:00:00', {})]), [
      `${GUARD} medium`,
    ]);
    assert.deepEqual(await judgedBy(RULES, [ec2('DisableImageBlockPublicAccess', '10:00:00', {})]), [
      `${GUARD} medium`,
    ]);
    assert.deepEqual(await judgedBy(RULES, [ec2('DisableEbsEncryptionByDefault', '10:00:00', {})]), [
      `${GUARD} low`,
    ]);
  });

  it('is no block switched on, and none that was refused', async () => {
    assert.deepEqual(await judgedBy(RULES, [ec2('EnableSnapshotBlockPublicAccess', '10:00:00', {})]), []);
    assert.deepEqual(
      await judgedBy(RULES, [denied(ec2('DisableSnapshotBlockPublicAccess', '10:00:00', {}))]),
      [],
    );
  });
});

describe(`${MASS} and ${BURST}`, () => {
  const deletes = (count: number, day = '05', hour = '10', more: Json = {}) =>
    Array.from({ length: count }, (_, index) =>
      deleteSnapshot(
        `snap-${day}${String(index).padStart(2, '0')}`,
        `2024-03-${day}T${hour}:${String(index * 2).padStart(2, '0')}:00Z`,
        more,
      ),
    );

  it('is twenty within the hour, which tells the smaller bursts as well', async () => {
    assert.deepEqual(await judgedBy(RULES, deletes(20)), [`${MASS} high`]);
    assert.deepEqual(await judgedBy(RULES, deletes(19)), [`${BURST} medium`]);
    assert.deepEqual(await judgedBy(RULES, deletes(4)), []);
  });

  it('is no service’s, and no two people’s', async () => {
    const service = { userIdentity: { ...user(), invokedBy: 'dlm.amazonaws.com' } };
    assert.deepEqual(await judgedBy(RULES, deletes(20, '05', '10', service)), []);
    const shared = deletes(20).map((one, index) =>
      index % 2 === 0 ? one : { ...one, userIdentity: user('eve') },
    );
    assert.ok(!(await judgedBy(RULES, shared)).some((line) => line.startsWith(MASS)));
  });

  it('counts what one person did in one subscription, in whatever letters each export writes it', async () => {
    const record = (index: number) => ({
      operation: 'Microsoft.Compute/snapshots/delete',
      resourceId: snapshotId(`s${index}`),
      status: 'Succeeded' as const,
      time: `10:0${index}:00`,
      correlationId: `c${index}`,
    });
    const records = [0, 1, 2, 3, 4].map((index) =>
      index % 2 === 0 ? azureRest(record(index)) : azureHub(record(index)),
    );
    assert.deepEqual(await judgedBy(RULES, records), [`${BURST} medium`]);
  });

  it('weighs little when it runs by the clock on three days', async () => {
    assert.deepEqual(await judgedBy(RULES, [...deletes(6, '05'), ...deletes(6, '06'), ...deletes(6, '07')]), [
      `${BURST} low`,
      `${BURST} low`,
      `${BURST} low`,
    ]);
    assert.deepEqual(
      await judgedBy(RULES, [
        ...deletes(6, '05', '03'),
        ...deletes(6, '06', '11'),
        ...deletes(6, '07', '19'),
      ]),
      [`${BURST} medium`, `${BURST} medium`, `${BURST} medium`],
    );
  });

  it('weighs little when a younger copy of every source is left', async () => {
    const copies = (day: string, from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) =>
        createSnapshot(
          `snap-${day}${String(from + index).padStart(2, '0')}`,
          `vol-${from + index}`,
          `2024-02-${day}T0${index}:00:00Z`,
        ),
      );
    const old = copies('05', 0, 6);
    assert.deepEqual(await judgedBy(RULES, [...old, ...copies('09', 0, 6), ...deletes(6)]), [`${BURST} low`]);
    const messageOf = async (records: readonly Json[]) =>
      findingsOf(await analyseRecords(records), BURST)[0]?.message ?? '';
    const rotated = await messageOf([...old, ...copies('09', 0, 6), ...deletes(6)]);
    assert.match(rotated, /instead of medium: of each source a younger copy is left/);
    assert.doesNotMatch(rotated, /nothing can be restored/);
    assert.match(await messageOf([...old, ...deletes(6)]), /nothing can be restored/);
    assert.deepEqual(
      await judgedBy(RULES, [...old, ...copies('09', 0, 5), ...deletes(6)]),
      [`${BURST} medium`],
      'one source is left with none',
    );
    assert.deepEqual(
      await judgedBy(RULES, [...old, ...copies('01', 0, 6), ...deletes(6)]),
      [`${BURST} medium`],
      'only older ones are left',
    );
  });

  it('weighs little when a copy of each was made before and is left in the same or a trusted account', async () => {
    const copies = (count: number, key = keyArn(), more: Json = {}) =>
      Array.from({ length: count }, (_, index) =>
        encryptedCopy(`snap-05${two(index)}`, `snap-c${index}`, `2024-03-04T0${index}:00:00Z`, key, more),
      );
    const theirs = { userIdentity: user('zed', STRANGER), recipientAccountId: STRANGER };
    assert.deepEqual(await judgedBy(RULES, [...copies(6), ...deletes(6)]), [`${BURST} low`]);
    assert.deepEqual(
      await judgedBy(RULES, [...copies(6, undefined, theirs), ...deletes(6)], {
        trustedAccounts: [STRANGER],
      }),
      [`${BURST} low`],
    );
    for (const [what, records] of [
      ['one was not copied', copies(5)],
      ['one copy was deleted, too', [...copies(6), deleteSnapshot('snap-c5', '2024-03-06T10:00:00Z')]],
      ['the copies lie in the account of a stranger', copies(6, undefined, theirs)],
      [
        'the copies are encrypted with the key of a stranger',
        copies(6, keyArn(undefined, undefined, STRANGER)),
      ],
    ] as const) {
      assert.deepEqual(await judgedBy(RULES, [...records, ...deletes(6)]), [`${BURST} medium`], what);
    }
  });
});

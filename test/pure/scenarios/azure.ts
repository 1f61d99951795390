import { azureRest, copyOf, diskId, SUBSCRIPTION, snapshotId } from '../../support/azureActivity.js';
import type { Json } from '../../support/cloudTrail.js';
import { times, two } from './people.js';
import type { Scenario } from './scenario.js';

interface Step {
  readonly operation: string;
  readonly resourceId: string;
  readonly time: string;
  readonly caller?: string;
  readonly body?: Json;
  readonly fails?: boolean;
}

/** The records of one act as Azure writes them: begun, then ended; only the end knows the body. */
function act({ operation, resourceId, time, caller, body, fails = false }: Step): Json[] {
  const record = {
    operation,
    resourceId,
    correlationId: `c-${operation}-${resourceId}-${time}`,
    ...(caller === undefined ? {} : { caller }),
  };
  const [hours = '', minutes = '', seconds = ''] = time.split(':');
  const end = `${hours}:${minutes}:${two(Number(seconds) + 3)}`;
  return [
    azureRest({ ...record, status: 'Started', time }),
    azureRest({ ...record, status: fails ? 'Failed' : 'Succeeded', time: end, ...(body && { body }) }),
  ];
}

const compute = (operation: string, resourceId: string, time: string, more: Partial<Step> = {}): Json[] =>
  act({ operation: `Microsoft.Compute/${operation}`, resourceId, time, ...more });
const snapshotted = (name: string, disk: string, time: string, more: Partial<Step> = {}) =>
  compute('snapshots/write', snapshotId(name), time, { body: copyOf(disk), ...more });
const foreignDisk = diskId('d').replace(SUBSCRIPTION, '00000000-0000-0000-0000-0000000000cc');
const machine = diskId('vm').replace('/disks/', '/virtualMachines/');
const given = (disk: string): Json => ({
  properties: { storageProfile: { osDisk: { managedDisk: { id: disk } } } },
});
const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-one/providers`;
const vault = `${group}/Microsoft.RecoveryServices/vaults/v`;
const database = `${group}/Microsoft.Sql/servers/s/databases/orders`;
const app = '00000000-0000-0000-0000-00000000a0a0';
const collection = `${group}/Microsoft.Compute/restorePointCollections/c`;
const point = `${collection}/restorePoints/p`;
const ofPoint = `${point}/diskRestorePoints/d`;
const pointed = (time: string) =>
  compute('restorePointCollections/restorePoints/write', point, time, {
    body: {
      properties: {
        sourceMetadata: {
          storageProfile: { osDisk: { managedDisk: { id: diskId('d') }, diskRestorePoint: { id: ofPoint } } },
        },
      },
    },
  });
const diskOfPoint = 'restorePointCollections/restorePoints/diskRestorePoints';

export const AZURE: readonly Scenario[] = [
  {
    name: 'a disk copied, handed out as a link, and the copy deleted',
    story: {
      records: [
        ...snapshotted('s', diskId('d'), '10:00:00'),
        ...compute('snapshots/beginGetAccess/action', snapshotId('s'), '10:05:00'),
        ...compute('snapshots/delete', snapshotId('s'), '11:30:00'),
      ],
      chains: [`${snapshotId('s')}: create export delete`],
      findings: ['snapshot.deleted.afterUse high', 'snapshot.exported high'],
    },
    nearMiss: {
      what: 'the link was refused, and the copy deleted with the next backup',
      records: [
        ...snapshotted('s', diskId('d'), '10:00:00'),
        ...compute('snapshots/endGetAccess/action', snapshotId('s'), '10:05:00'),
        ...compute('snapshots/delete', snapshotId('s'), '11:30:00'),
      ],
      chains: [`${snapshotId('s')}: create unshare delete`],
      findings: [],
    },
  },
  {
    name: 'a restore point handed out as a link, and deleted with its collection',
    story: {
      records: [
        ...pointed('10:00:00'),
        ...compute(`${diskOfPoint}/beginGetAccess/action`, ofPoint, '10:05:00'),
        ...compute('restorePointCollections/delete', collection.toUpperCase(), '11:30:00'),
      ],
      chains: [`${point}: create export delete`],
      findings: ['snapshot.deleted.afterUse high', 'snapshot.exported high'],
    },
    nearMiss: {
      what: 'the collection deleted before it was made in it, another one after, and itself with no link',
      records: [
        ...compute('restorePointCollections/delete', collection, '09:30:00'),
        ...pointed('10:00:00'),
        ...compute('restorePointCollections/delete', `${collection}2`, '11:30:00'),
        ...compute('restorePointCollections/restorePoints/delete', point, '11:40:00'),
        ...compute('restorePointCollections/delete', collection, '11:50:00'),
      ],
      chains: [`${point}: create delete`],
      findings: [],
    },
  },
  {
    name: 'a disk of a restore point handed out as a link, and the restore point deleted, no record with a body',
    story: {
      records: [
        ...compute('restorePointCollections/restorePoints/write', point, '10:00:00'),
        ...compute(`${diskOfPoint}/beginGetAccess/action`, ofPoint, '10:05:00'),
        ...compute('restorePointCollections/restorePoints/delete', point.toUpperCase(), '11:30:00'),
      ],
      chains: [`${point}: create export delete`],
      findings: ['snapshot.deleted.afterUse high', 'snapshot.exported high'],
    },
    nearMiss: {
      what: 'the link was closed, and another restore point deleted',
      records: [
        ...compute('restorePointCollections/restorePoints/write', point, '10:00:00'),
        ...compute(`${diskOfPoint}/endGetAccess/action`, ofPoint, '10:05:00'),
        ...compute('restorePointCollections/restorePoints/delete', `${point}2`, '11:30:00'),
      ],
      chains: [`${point}: create unshare`, `${point}2: delete`],
      findings: [],
    },
  },
  {
    name: 'copied out of another subscription',
    story: {
      records: snapshotted('s', foreignDisk, '10:00:00'),
      chains: [`${snapshotId('s')}: create`],
      findings: ['snapshot.copied.otherAccount medium'],
    },
    nearMiss: {
      what: 'the disk is of the same subscription, in other letter case',
      records: snapshotted(
        's',
        diskId('d').toUpperCase().replace('/SUBSCRIPTIONS/', '/subscriptions/'),
        '10:00:00',
      ),
      chains: [`${snapshotId('s')}: create`],
      findings: [],
    },
  },
  {
    name: 'mounted on a machine by another than the one who made the copy',
    story: {
      records: [
        ...snapshotted('s', diskId('d'), '10:00:00', { caller: 'alice@example.com' }),
        ...compute('disks/write', diskId('e'), '10:10:00', {
          caller: 'bob@example.com',
          body: copyOf(snapshotId('s')),
        }),
        ...compute('virtualMachines/write', machine, '10:20:00', {
          caller: 'bob@example.com',
          body: given(diskId('e')),
        }),
      ],
      chains: [`${snapshotId('s')}: create restore restore`],
      findings: ['snapshot.mounted.elsewhere medium'],
    },
    nearMiss: {
      what: 'the same person restores a disk and leaves it lying',
      records: [
        ...snapshotted('s', diskId('d'), '10:00:00', { caller: 'alice@example.com' }),
        ...compute('disks/write', diskId('e'), '10:10:00', {
          caller: 'alice@example.com',
          body: copyOf(snapshotId('s')),
        }),
      ],
      chains: [`${snapshotId('s')}: create restore`],
      findings: [],
    },
  },
  {
    name: 'soft delete switched off, then the copies deleted',
    story: {
      records: [
        ...act({
          operation: 'Microsoft.RecoveryServices/Vaults/backupconfig/write',
          resourceId: `${vault}/backupconfig/vaultconfig`,
          time: '10:00:00',
          body: { properties: { softDeleteFeatureState: 'Disabled' } },
        }),
        ...times(5, (index) =>
          compute('snapshots/delete', snapshotId(`s${index}`), `10:1${index}:00`),
        ).flat(),
      ],
      chains: times(5, (index) => `${snapshotId(`s${index}`)}: delete`),
      findings: ['backup.protection.weakenedThenDeleted critical'],
    },
    nearMiss: {
      what: 'soft delete switched on before the project’s copies were cleaned up',
      records: [
        ...act({
          operation: 'Microsoft.RecoveryServices/Vaults/backupconfig/write',
          resourceId: `${vault}/backupconfig/vaultconfig`,
          time: '10:00:00',
          body: { properties: { softDeleteFeatureState: 'Enabled' } },
        }),
        ...times(4, (index) =>
          compute('snapshots/delete', snapshotId(`s${index}`), `10:1${index}:00`),
        ).flat(),
      ],
      chains: times(4, (index) => `${snapshotId(`s${index}`)}: delete`),
      findings: [],
    },
  },
  {
    name: 'a database exported',
    story: {
      records: act({
        operation: 'Microsoft.Sql/servers/databases/export/action',
        resourceId: database,
        time: '10:00:00',
        body: { storageUri: 'https://elsewhere.blob.example.com/c/orders.bacpac' },
      }),
      chains: [],
      findings: ['snapshot.exported high'],
    },
    nearMiss: {
      what: 'the retention of its backups was changed',
      records: act({
        operation: 'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies/write',
        resourceId: `${database}/backupShortTermRetentionPolicies/default`,
        time: '10:00:00',
      }),
      chains: [],
      findings: [],
    },
  },
  {
    name: 'a link asked for and refused',
    story: {
      records: compute('disks/beginGetAccess/action', diskId('d'), '10:00:00', { fails: true }),
      chains: [],
      findings: ['snapshot.attempt.denied medium'],
    },
    nearMiss: {
      what: 'a copy that was not allowed to be made',
      records: compute('snapshots/write', snapshotId('s'), '10:00:00', {
        fails: true,
        body: copyOf(diskId('d')),
      }),
      chains: [`${snapshotId('s')}: create`],
      findings: ['snapshot.attempt.denied low'],
    },
  },
  {
    name: 'a lock taken off a snapshot, and the snapshot deleted',
    story: {
      records: [
        ...act({
          operation: 'Microsoft.Authorization/locks/delete',
          resourceId: `${snapshotId('s')}/providers/Microsoft.Authorization/locks/keep`,
          time: '10:00:00',
        }),
        ...compute('snapshots/delete', snapshotId('s'), '10:05:00'),
      ],
      chains: [`${snapshotId('s')}: delete`],
      findings: ['backup.protection.weakenedThenDeleted medium'],
    },
    nearMiss: {
      what: 'another snapshot was deleted, by an application',
      records: [
        ...act({
          operation: 'Microsoft.Authorization/locks/delete',
          resourceId: `${snapshotId('s')}/providers/Microsoft.Authorization/locks/keep`,
          time: '10:00:00',
        }),
        ...compute('snapshots/delete', snapshotId('t'), '10:05:00', { caller: app }),
      ],
      chains: [`${snapshotId('t')}: delete`],
      findings: ['backup.protection.weakened low'],
    },
  },
];

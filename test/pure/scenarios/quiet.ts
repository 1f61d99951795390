import {
  createSnapshot,
  createVolume,
  deleteSnapshot,
  ec2,
  OWNER,
  registerImage,
  runInstances,
  STRANGER,
  share,
  sharedUse,
} from '../../support/cloudTrail.js';
import { by, byRole, byService, times, two } from './people.js';
import type { Scenario } from './scenario.js';

const DAYS = ['05', '06', '07', '08'];
const look = (time: string, more: object) => ec2('DescribeSnapshots', time, {}, null, { ...more });

/** An inventory by a service every six hours of ten days, but for some days. */
const rhythm = (without: readonly number[], more: object = {}) =>
  times(40, (index) => index)
    .filter((index) => !without.includes(Math.floor(index / 4)))
    .map((index) =>
      look(`2024-03-${two(1 + Math.floor(index / 4))}T${two((index % 4) * 6)}:30:00Z`, {
        ...byService('config.amazonaws.com'),
        ...more,
      }),
    );
const overDays = [
  createSnapshot('snap-0a', 'vol-0a', '2024-03-02T08:00:00Z'),
  createVolume('vol-0b', 'snap-0a', '2024-03-07T08:00:00Z'),
];

/** What companies do every day. The near-miss is the routine; the story, what it would look like in other hands. */
export const QUIET: readonly Scenario[] = [
  {
    name: 'snapshots of every disk made and deleted by hand in one go',
    story: {
      records: times(6, (index) => [
        createSnapshot(`snap-0${index}`, `vol-0${index}`, `10:0${index}:00`),
        deleteSnapshot(`snap-0${index}`, `10:4${index}:00`),
      ]).flat(),
      chains: times(6, (index) => `snap-0${index}: create delete`),
      findings: ['snapshot.burst.create low', 'snapshot.burst.delete medium'],
    },
    nearMiss: {
      what: 'a nightly backup that keeps three generations',
      records: DAYS.flatMap((day, generation) => [
        ...times(6, (index) =>
          createSnapshot(
            `snap-${day}${index}`,
            `vol-0${index}`,
            `2024-03-${day}T02:0${index}:00Z`,
            byService('backup.amazonaws.com'),
          ),
        ),
        ...(generation < 3
          ? []
          : times(6, (index) =>
              deleteSnapshot(
                `snap-${DAYS[0]}${index}`,
                `2024-03-${day}T03:0${index}:00Z`,
                byService('backup.amazonaws.com'),
              ),
            )),
      ]),
      chains: DAYS.flatMap((day, generation) =>
        times(6, (index) => `snap-${day}${index}: create${generation === 0 ? ' delete' : ''}`),
      ),
      findings: [],
    },
  },
  {
    name: 'copies deleted by hand with nothing younger left',
    story: {
      records: [
        ...times(6, (index) =>
          createSnapshot(`snap-a${index}`, `vol-0${index}`, `2024-03-01T0${index}:00:00Z`, by('ops')),
        ),
        ...times(6, (index) => deleteSnapshot(`snap-a${index}`, `2024-03-08T10:0${index}:00Z`, by('ops'))),
      ],
      chains: times(6, (index) => `snap-a${index}: create delete`),
      findings: ['snapshot.burst.delete medium'],
    },
    nearMiss: {
      what: 'a script of one’s own that rotates the copies',
      records: [
        ...times(6, (index) =>
          createSnapshot(`snap-a${index}`, `vol-0${index}`, `2024-03-01T0${index}:00:00Z`, by('ops')),
        ),
        ...times(6, (index) =>
          createSnapshot(`snap-b${index}`, `vol-0${index}`, `2024-03-07T0${index}:00:00Z`, by('ops')),
        ),
        ...times(6, (index) => deleteSnapshot(`snap-a${index}`, `2024-03-08T10:0${index}:00Z`, by('ops'))),
      ],
      chains: [
        ...times(6, (index) => `snap-a${index}: create delete`),
        ...times(6, (index) => `snap-b${index}: create`),
      ],
      findings: ['snapshot.burst.delete low'],
    },
  },
  {
    name: 'an image of a snapshot shared outside',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00', byRole('deploy', 'build-1')),
        { ...registerImage('ami-0a', ['snap-0a'], '10:05:00'), ...byRole('deploy', 'build-1') },
        share('snap-0a', { userId: STRANGER }, '10:10:00', byRole('deploy', 'build-1')),
      ],
      chains: ['snap-0a: create use share'],
      findings: ['snapshot.shared.external high'],
    },
    nearMiss: {
      what: 'an image pipeline: built, started by others, retired after weeks',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '2024-03-05T10:00:00Z', byRole('deploy', 'build-1')),
        { ...registerImage('ami-0a', ['snap-0a'], '2024-03-05T10:05:00Z'), ...byRole('deploy', 'build-1') },
        { ...runInstances('i-0a', 'ami-0a', '2024-03-05T11:00:00Z'), ...byRole('web', 'release-7') },
        {
          ...runInstances('i-0b', 'ami-0a', '2024-03-06T11:00:00Z'),
          ...byService('autoscaling.amazonaws.com'),
        },
        ec2(
          'DeregisterImage',
          '2024-03-29T10:00:00Z',
          { imageId: 'ami-0a' },
          null,
          byRole('deploy', 'build-9'),
        ),
        deleteSnapshot('snap-0a', '2024-03-29T10:01:00Z', byRole('deploy', 'build-9')),
      ],
      chains: ['snap-0a: create use restore restore delete delete'],
      findings: ['snapshot.deleted.afterUse low'],
    },
  },
  {
    name: 'somebody new takes stock and then opens a snapshot',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '2024-02-01T10:00:00Z', by('alice')),
        look('2024-03-05T10:00:00Z', by('eve')),
        share('snap-0a', { userId: STRANGER }, '2024-03-05T10:20:00Z', by('eve')),
      ],
      chains: ['snap-0a: create share'],
      findings: ['snapshot.enumeration.firstTime low', 'snapshot.shared.external high'],
    },
    nearMiss: {
      what: 'an auditor who asks every region, once a quarter',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '2024-02-01T10:00:00Z', by('alice')),
        ...times(24, (index) => ({
          ...look(`2024-03-05T10:00:${two(index)}Z`, byRole('SecurityAudit', 'scan')),
          awsRegion: `eu-west-${index}`,
        })),
      ],
      chains: ['snap-0a: create'],
      findings: ['snapshot.enumeration.burst low'],
    },
  },
  {
    name: 'a volume made of a snapshot in another account',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        sharedUse('SharedSnapshotVolumeCreated', 'snap-0a', STRANGER, '10:00:30'),
      ],
      chains: ['snap-0a: create restore'],
      findings: ['snapshot.used.byOtherAccount critical'],
    },
    nearMiss: {
      what: 'a machine of somebody’s public image, which the account’s own log tells as a use',
      records: [
        runInstances('i-0a', 'ami-0public', '10:00:00'),
        sharedUse('SharedSnapshotVolumeCreated', 'snap-0public', OWNER, '10:00:02'),
      ],
      chains: ['snap-0public: restore'],
      findings: [],
    },
  },
  {
    name: 'a restore by somebody else, by hand',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '2024-02-01T10:00:00Z', by('alice')),
        createVolume('vol-0b', 'snap-0a', '2024-03-05T10:00:00Z', by('eve')),
      ],
      chains: ['snap-0a: create restore'],
      findings: ['snapshot.restored.newIdentity medium'],
    },
    nearMiss: {
      what: 'a test of last night’s backup by the one who does it always',
      records: [
        createSnapshot('snap-00', 'vol-0a', '2024-02-01T02:00:00Z', byService('backup.amazonaws.com')),
        createVolume('vol-00', 'snap-00', '2024-02-01T10:00:00Z', by('ops')),
        createSnapshot('snap-0a', 'vol-0a', '2024-03-05T02:00:00Z', byService('backup.amazonaws.com')),
        createVolume('vol-0b', 'snap-0a', '2024-03-05T10:00:00Z', by('ops')),
      ],
      chains: ['snap-00: create restore', 'snap-0a: create restore'],
      findings: [],
    },
  },
  {
    name: 'a copy that another restores and the first deletes within the hour',
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00', by('alice')),
        createVolume('vol-0b', 'snap-0a', '10:10:00', by('eve')),
        createSnapshot('snap-0c', 'vol-0c', '10:20:00', by('alice')),
        deleteSnapshot('snap-0c', '10:50:00', by('alice')),
      ],
      chains: ['snap-0a: create restore', 'snap-0c: create delete'],
      findings: ['snapshot.restored.otherIdentity low', 'snapshot.shortLived low'],
    },
    nearMiss: {
      what: 'one who restores an own copy and deletes another a day later',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00', by('alice')),
        createVolume('vol-0b', 'snap-0a', '10:10:00', by('alice')),
        createSnapshot('snap-0c', 'vol-0c', '10:20:00', by('alice')),
        deleteSnapshot('snap-0c', '2024-03-06T10:20:00Z', by('alice')),
      ],
      chains: ['snap-0a: create restore', 'snap-0c: create delete'],
      findings: [],
    },
  },
  {
    name: 'a copy made and shared from an address outside the company',
    settings: { trustedNetworks: ['198.51.100.0/24'] },
    story: {
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00', { sourceIPAddress: '203.0.113.9' }),
        share('snap-0a', { userId: STRANGER }, '10:10:00', { sourceIPAddress: '203.0.113.9' }),
      ],
      chains: ['snap-0a: create share'],
      findings: ['access.network.unlisted medium', 'snapshot.shared.external high'],
    },
    nearMiss: {
      what: 'a copy made from inside, and by a backup service from nowhere',
      records: [
        createSnapshot('snap-0a', 'vol-0a', '10:00:00'),
        createSnapshot('snap-0b', 'vol-0b', '10:10:00', byService('backup.amazonaws.com')),
      ],
      chains: ['snap-0a: create', 'snap-0b: create'],
      findings: [],
    },
  },
  {
    name: 'two days of silence in a rhythm, between the copy and what was made of it',
    story: {
      records: [...rhythm([3, 4]), ...overDays],
      chains: ['snap-0a: create restore'],
      findings: ['log.gap low'],
    },
    nearMiss: {
      what: 'the same silence about snapshots, while other calls go on',
      records: [
        ...rhythm([3, 4]),
        ...rhythm([], { eventName: 'GetCallerIdentity', eventSource: 'sts.amazonaws.com' }),
        ...overDays,
      ],
      chains: ['snap-0a: create restore'],
      findings: [],
    },
  },
];

import type { Json } from '../../support/cloudTrail.js';
import { disk, gcpEntry, gcpPair, image, instance, link, PROJECT, snapshot } from '../../support/gcpAudit.js';
import { CRYPTO_KEY, keyRole, RING } from '../../support/keys.js';
import { times, two } from './people.js';
import type { Scenario } from './scenario.js';

const made = (name: string, from: string, time: string, more: object = {}): Json[] =>
  gcpPair({
    method: 'v1.compute.disks.createSnapshot',
    resourceName: from,
    time,
    request: { name },
    checked: [['compute.snapshots.create', snapshot(name)]],
    ...more,
  });
const policy = (resourceName: string, method: string, members: readonly string[], time: string): Json =>
  gcpEntry({
    method: `v1.compute.${method}.setIamPolicy`,
    resourceName,
    time,
    payload: { request: { policy: { bindings: [{ role: 'roles/compute.imageUser', members }] } } },
  });
const imaged = (name: string, from: string, time: string): Json[] =>
  gcpPair({
    method: 'v1.compute.images.insert',
    resourceName: image(name),
    time,
    request: { sourceSnapshot: link(snapshot(from)) },
  });
const started = (name: string, from: string, time: string): Json[] =>
  gcpPair({
    method: 'v1.compute.instances.insert',
    resourceName: instance(name),
    time,
    request: { disks: [{ initializeParams: { sourceImage: link(image(from)) } }] },
  });
const deleted = (
  what: 'snapshots' | 'images',
  resourceName: string,
  time: string,
  principal?: string,
): Json[] =>
  gcpPair({ method: `v1.compute.${what}.delete`, resourceName, time, ...(principal && { principal }) });
const agent = 'service-1234@compute-system.iam.gserviceaccount.com';

const encrypted = (name: string, time: string): Json[] =>
  made(name, disk('d'), time, {
    request: { name, snapshotEncryptionKey: { kmsKeyName: `${CRYPTO_KEY}/cryptoKeyVersions/1` } },
  });
const taker = 'serviceAccount:taker@project-two.iam.gserviceaccount.com';

export const GCP: readonly Scenario[] = [
  {
    name: 'the key of a snapshot opened to another project, then the snapshot',
    story: {
      records: [
        ...encrypted('s', '10:00:00'),
        keyRole(RING, taker, '10:05:00'),
        policy(snapshot('s'), 'snapshots', [taker], '10:06:00'),
      ],
      chains: [`${snapshot('s')}: create share share`],
      findings: ['snapshot.key.granted high', 'snapshot.shared.external high'],
    },
    nearMiss: {
      what: 'the agent that encrypts disks was let in, and another key opened',
      records: [
        ...encrypted('s', '10:00:00'),
        keyRole(CRYPTO_KEY, `serviceAccount:${agent}`, '09:55:00'),
        keyRole(`${RING}/cryptoKeys/mail`, taker, '10:05:00'),
      ],
      chains: [`${snapshot('s')}: share create`],
      findings: ['snapshot.key.granted info'],
    },
  },
  {
    name: 'an image opened to everybody',
    story: {
      records: [
        ...made('s', disk('d'), '10:00:00'),
        ...imaged('i', 's', '10:05:00'),
        policy(image('i'), 'images', ['allAuthenticatedUsers'], '10:06:00'),
      ],
      chains: [`${snapshot('s')}: create use share`],
      findings: ['snapshot.shared.public critical'],
    },
    nearMiss: {
      what: 'the owners of the project itself were let in',
      records: [
        ...made('s', disk('d'), '10:00:00'),
        ...imaged('i', 's', '10:05:00'),
        policy(image('i'), 'images', [`projectOwner:${PROJECT}`], '10:06:00'),
      ],
      chains: [`${snapshot('s')}: create use share`],
      findings: [],
    },
  },
  {
    name: 'an image shared with a private address, used and deleted',
    story: {
      records: [
        ...made('s', disk('d'), '10:00:00'),
        ...imaged('i', 's', '10:05:00'),
        policy(image('i'), 'images', ['user:courier@gmail.com'], '10:06:00'),
        ...started('vm', 'i', '10:10:00'),
        ...deleted('images', image('i'), '10:30:00'),
      ],
      chains: [`${snapshot('s')}: create use share restore delete`],
      findings: [
        'snapshot.deleted.afterUse high',
        'snapshot.shared.external high',
        'snapshot.used.afterShare medium',
      ],
    },
    nearMiss: {
      what: 'an image pipeline: built, started, and the snapshot removed',
      records: [
        ...made('s', disk('d'), '10:00:00'),
        ...imaged('i', 's', '10:05:00'),
        ...started('vm', 'i', '10:10:00'),
        ...deleted('snapshots', snapshot('s'), '10:30:00'),
      ],
      chains: [`${snapshot('s')}: create use restore delete`],
      findings: ['snapshot.deleted.afterUse low'],
    },
  },
  {
    name: 'a snapshot taken from another project',
    story: {
      records: [
        gcpEntry({
          method: 'v1.compute.snapshots.insert',
          resourceName: disk('d'),
          time: '10:00:00',
          principal: 'thief@gmail.com',
          payload: {
            metadata: { '@type': 'type.googleapis.com/google.cloud.audit.CrossEntityControlAuditMetadata' },
          },
        }),
      ],
      chains: [],
      findings: ['snapshot.copied.otherAccount high'],
    },
    nearMiss: {
      what: 'a snapshot of a disk of the own project',
      records: [
        gcpEntry({
          method: 'v1.compute.snapshots.insert',
          resourceName: snapshot('s'),
          time: '10:00:00',
          request: { sourceDisk: link(disk('d')) },
        }),
      ],
      chains: [`${snapshot('s')}: create`],
      findings: [],
    },
  },
  {
    name: 'the schedule removed, then the snapshots',
    story: {
      records: [
        gcpEntry({
          method: 'v1.compute.resourcePolicies.delete',
          resourceName: `projects/${PROJECT}/regions/europe-west1/resourcePolicies/daily`,
          time: '10:00:00',
        }),
        ...times(6, (index) => deleted('snapshots', snapshot(`s${index}`), `10:1${index}:00`)).flat(),
      ],
      chains: times(6, (index) => `${snapshot(`s${index}`)}: delete`),
      findings: ['backup.protection.weakenedThenDeleted high'],
    },
    nearMiss: {
      what: 'a schedule replaced by another one',
      records: [
        gcpEntry({
          method: 'v1.compute.disks.removeResourcePolicies',
          resourceName: disk('d'),
          time: '10:00:00',
          request: { resourcePolicies: ['daily'] },
        }),
        gcpEntry({
          method: 'v1.compute.disks.addResourcePolicies',
          resourceName: disk('d'),
          time: '10:01:00',
          request: { resourcePolicies: ['hourly'] },
        }),
      ],
      chains: [],
      findings: ['backup.schedule.off low'],
    },
  },
  {
    name: 'an image exported by a build',
    story: {
      records: [
        ...made('s', disk('d'), '09:00:00'),
        ...imaged('i', 's', '09:30:00'),
        gcpEntry({
          method: 'google.devtools.cloudbuild.v1.CloudBuild.CreateBuild',
          resourceName: `projects/${PROJECT}/builds`,
          time: '10:00:00',
          request: {
            build: {
              steps: [
                {
                  name: 'gcr.io/compute-image-tools/gce_vm_image_export:release',
                  args: ['-source_image=i', '-destination_uri=gs://elsewhere/i.tar.gz'],
                },
              ],
            },
          },
          payload: { serviceName: 'cloudbuild.googleapis.com' },
        }),
      ],
      chains: [`${snapshot('s')}: create use export`],
      findings: ['snapshot.exported high'],
    },
    nearMiss: {
      what: 'a build that makes a container',
      records: [
        gcpEntry({
          method: 'google.devtools.cloudbuild.v1.CloudBuild.CreateBuild',
          resourceName: `projects/${PROJECT}/builds`,
          time: '10:00:00',
          request: { build: { steps: [{ name: 'gcr.io/cloud-builders/docker', args: ['build', '.'] }] } },
          payload: { serviceName: 'cloudbuild.googleapis.com' },
        }),
      ],
      chains: [],
      findings: [],
    },
  },
  {
    name: 'every snapshot of the project deleted',
    story: {
      records: times(22, (index) =>
        deleted('snapshots', snapshot(`s${two(index)}`), `10:${two(index * 2)}:00`),
      ).flat(),
      chains: times(22, (index) => `${snapshot(`s${two(index)}`)}: delete`),
      findings: ['snapshot.delete.mass high'],
    },
    nearMiss: {
      what: 'Google’s own agent removes what has expired',
      records: times(22, (index) =>
        deleted('snapshots', snapshot(`s${two(index)}`), `10:${two(index * 2)}:00`, agent),
      ).flat(),
      chains: times(22, (index) => `${snapshot(`s${two(index)}`)}: delete`),
      findings: [],
    },
  },
];

import { strict as assert } from 'node:assert';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings.js';
import { analyseRecords, findingsOf } from '../../support/analyse.js';
import {
  createSnapshot,
  createVolume,
  deleteSnapshot,
  ec2,
  type Json,
  STRANGER,
  user,
} from '../../support/cloudTrail.js';
import { disk, gcpEntry, PROJECT, snapshot } from '../../support/gcpAudit.js';
import { judgedBy } from '../../support/judged.js';
import { sameInAnyOrder } from '../../support/shuffled.js';

const NETWORK = 'access.network.unlisted';
const GAP = 'log.gap';

const settings = (more: Partial<Settings>): Settings => ({
  ...DEFAULT_SETTINGS,
  ...more,
});

describe(NETWORK, () => {
  const made = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
  const elsewhere: Json = { sourceIPAddress: '203.0.113.9' };
  const trusted = settings({ trustedNetworks: ['198.51.100.0/24'] });

  it('is a call from outside, once for each identity and address', async () => {
    const records = [
      made,
      createSnapshot('snap-0b', 'vol-0b', '10:01:00', elsewhere),
      deleteSnapshot('snap-0b', '14:00:00', elsewhere),
    ];
    assert.deepEqual(await judgedBy([NETWORK], records, trusted), [`${NETWORK} medium`]);
    const [finding] = findingsOf(await analyseRecords(records, trusted), NETWORK);
    assert.match(
      finding?.message ?? '',
      /user\/mallory made 2 calls .* from address 203\.0\.113\.9 .*CreateSnapshot and DeleteSnapshot/,
    );
  });

  it('weighs little for a look', async () => {
    const look = ec2('DescribeSnapshots', '10:00:00', {}, null, elsewhere);
    assert.deepEqual(await judgedBy([NETWORK], [look], trusted), [`${NETWORK} low`]);
  });

  it('is a call through an endpoint that is not on the list, whatever its address', async () => {
    const endpoints = settings({ trustedVpcEndpoints: ['vpce-0a1b2c3d'] });
    const through = (vpcEndpointId: string) =>
      createSnapshot('snap-0b', 'vol-0b', '10:01:00', { vpcEndpointId, sourceIPAddress: '10.0.0.7' });
    const [finding] = findingsOf(await analyseRecords([through('vpce-0ffffff0')], endpoints), NETWORK);
    assert.match(finding?.message ?? '', /from endpoint or network vpce-0ffffff0 /);
    assert.equal(finding?.severity, 'medium');
    assert.deepEqual(await judgedBy([NETWORK], [through('vpce-0a1b2c3d')], endpoints), []);
  });

  it('is nothing without a list, from inside, or from a service', async () => {
    const outside = createSnapshot('snap-0b', 'vol-0b', '10:01:00', elsewhere);
    assert.deepEqual(await judgedBy([NETWORK], [outside]), []);
    assert.deepEqual(await judgedBy([NETWORK], [made], trusted), []);
    for (const more of [
      { sourceIPAddress: 'backup.amazonaws.com' },
      { ...elsewhere, userIdentity: { ...user(), invokedBy: 'backup.amazonaws.com' } },
    ]) {
      assert.deepEqual(
        await judgedBy([NETWORK], [createSnapshot('snap-0b', 'vol-0b', '10:01:00', more)], trusted),
        [],
      );
    }
  });
});

describe(GAP, () => {
  const two = (value: number) => String(value).padStart(2, '0');
  /** `hour` counts from the beginning of 5 March 2024. */
  const at = (hour: number) => `2024-03-${two(5 + Math.floor(hour / 24))}T${two(hour % 24)}:30:00Z`;
  /** A call that has nothing to do with snapshots, in each hour but some. */
  const busy = (from: number, to: number, without: readonly number[] = [], more: Json = {}) =>
    Array.from({ length: to - from }, (_, index) => from + index)
      .filter((hour) => !without.includes(hour))
      .map((hour) =>
        ec2('DescribeRegions', at(hour), {}, null, {
          eventName: 'GetBucketAcl',
          eventSource: 's3.amazonaws.com',
          ...more,
        }),
      );
  /** A look at snapshots in each hour of two days but some. */
  const looks = (without: readonly number[] = []) =>
    busy(0, 48, without, {
      eventName: 'DescribeSnapshots',
      eventSource: 'ec2.amazonaws.com',
      userIdentity: { type: 'AWSService', invokedBy: 'config.amazonaws.com' },
    });
  const chain = [
    createSnapshot('snap-0a', 'vol-0a', '2024-03-05T08:00:00Z'),
    createVolume('vol-0b', 'snap-0a', '2024-03-06T08:00:00Z'),
  ];
  const hours = [12, 13, 14, 15, 16, 17, 18, 19];
  const another = { recipientAccountId: STRANGER };

  const sixHours = settings({ gap: { hours: 6 } });
  const gaps = (records: readonly Json[], more = sixHours) => judgedBy([GAP], records, more);
  const messageOf = async (records: readonly Json[]) =>
    findingsOf(await analyseRecords(records, sixHours), GAP).map(({ message }) => message);

  it('is a silence of the whole log, out of proportion, within a chain, however few events are about snapshots', async () => {
    const records = [...busy(0, 48, hours), ...chain];
    assert.deepEqual(await gaps(records), [`${GAP} low`]);
    const analysis = await analyseRecords(records, sixHours);
    const [finding] = findingsOf(analysis, GAP);
    assert.match(
      finding?.message ?? '',
      /^From 2024-03-05 12:00:00 UTC to 2024-03-05 20:00:00 UTC, for 8 h, .* no readable record of any kind of account 111122223333, .* the story of snapshot snap-0a was under way\. Between 2024-03-05 00:00:00 UTC and 2024-03-07 00:00:00 UTC they have some in each of the other 40 hours\./,
    );
    assert.deepEqual(
      finding?.events.map((id) => analysis.events.find((event) => event.id === id)?.operation),
      ['CreateSnapshot', 'CreateVolume'],
    );
    assert.match(
      (await messageOf([...busy(0, 48, [...hours, 30, 31]), ...chain]))[0] ?? '',
      /in 38 of the other 40 hours, and are never silent for more than 2 h\./,
    );
  });

  it('is none while the log goes on about other things', async () => {
    assert.deepEqual(await gaps([...looks(hours), ...busy(0, 48), ...chain]), []);
    assert.deepEqual(await gaps([...looks(hours), ...busy(16, 17), ...chain]), []);
    assert.deepEqual(await gaps([...looks(hours), ...chain]), [`${GAP} low`]);
  });

  it('is one of the account: what others do in the same files fills nothing', async () => {
    const others = busy(0, 48, [], another);
    assert.deepEqual(await gaps([...busy(0, 48, hours), ...others, ...chain]), [`${GAP} low`]);
    // The hole of another account is none of the chain's.
    assert.deepEqual(await gaps([...busy(0, 48), ...busy(0, 48, hours, another), ...chain]), []);
  });

  it('is none where a record may be in it: one that does not say in whose log it stands, or not when', async () => {
    const records = [...busy(0, 48, hours), ...chain];
    const { recipientAccountId: _, ...nobodys } = busy(16, 17)[0] ?? {};
    assert.deepEqual(await gaps([...records, nobodys]), []);
    assert.deepEqual(await gaps([...records, { ...nobodys, eventTime: at(21) }]), [`${GAP} low`]);
    const { eventTime: __, ...undated } = busy(16, 17)[0] ?? {};
    assert.deepEqual(await gaps([...records, undated]), []);
    assert.deepEqual(await gaps([...records, { ...undated, ...another }]), [`${GAP} low`]);
  });

  it('is told of logs that never name their account, when all of them are silent', async () => {
    const nameless = (records: readonly Json[]) =>
      records.map(({ recipientAccountId: _, ...record }) => record);
    assert.deepEqual(await gaps(nameless([...busy(0, 48, hours), ...chain])), [`${GAP} low`]);
    assert.deepEqual(
      await gaps([...nameless([...busy(0, 48, hours), ...chain]), ...busy(16, 17, [], another)]),
      [`${GAP} low`],
    );
    assert.deepEqual(await gaps([...nameless([...busy(0, 48), ...chain])]), []);
  });

  it('is told of events that name no account, when all logs of their cloud are silent', async () => {
    const nameless = (records: readonly Json[]) =>
      records.map(({ recipientAccountId: _, ...record }) => ({ ...record, userIdentity: { type: 'Root' } }));
    const records = nameless([...busy(0, 48, hours), ...chain]);
    assert.match((await messageOf(records))[0] ?? '', /no readable record of any kind of AWS, while/);
    assert.deepEqual(await gaps([...records, ...busy(16, 17)]), []);
    assert.deepEqual(await gaps([...records, ...busy(21, 22)]), [`${GAP} low`]);
  });

  it('is none where an event of the project stands in the log of another', async () => {
    const entry = (time: string, method: string, resource: string, logName = `projects/${PROJECT}/logs/x`) =>
      gcpEntry({
        method,
        resourceName: resource,
        time,
        entry: { logName, resource: { labels: { project_id: PROJECT } } },
      });
    const records = [
      entry(at(8), 'v1.compute.disks.createSnapshot', disk('d')),
      ...busy(0, 48, hours).map((_, index) =>
        entry(at(index < 12 ? index : index + hours.length), 'storage.objects.get', 'projects/_/buckets/b'),
      ),
      gcpEntry({
        method: 'v1.compute.disks.createSnapshot',
        resourceName: disk('d'),
        time: at(4),
        request: { name: 's' },
        entry: { logName: `projects/${PROJECT}/logs/x` },
      }),
      entry(at(32), 'v1.compute.snapshots.delete', snapshot('s')),
    ];
    assert.deepEqual(await gaps(records), [`${GAP} low`]);
    const elsewhere = entry(at(15), 'v1.compute.snapshots.get', snapshot('s'), 'projects/other/logs/x');
    assert.deepEqual(await gaps([...records, elsewhere]), []);
  });

  it('is explained by nobody who acted before or after it', async () => {
    const trusted = settings({
      gap: { hours: 6 },
      trustedPrincipals: ['arn:aws:iam::111122223333:user/mallory'],
    });
    assert.deepEqual(await gaps([...busy(0, 48, hours), ...chain], trusted), [`${GAP} low`]);
  });

  it('is one finding, however many chains it lies in', async () => {
    const other = [
      createSnapshot('snap-0c', 'vol-0c', '2024-03-05T08:00:00Z'),
      createVolume('vol-0d', 'snap-0c', '2024-03-06T08:00:00Z'),
    ];
    const messages = await messageOf([...busy(0, 48, hours), ...chain, ...other]);
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? '', /story of snapshot snap-0[ac] and snapshot snap-0[ac] was/);
  });

  it('of each account that falls silent around one chain stands between the events nearest to it', async () => {
    const later = [20, 21, 22, 23, 24, 25, 26, 27];
    const records = [
      ...busy(0, 48, hours),
      ...busy(0, 48, later, another),
      ...chain,
      createVolume('vol-0e', 'snap-0a', at(21)),
      createVolume('vol-0f', 'snap-0a', at(11), another),
      createVolume('vol-0g', 'snap-0a', at(29), another),
      createSnapshot('snap-0z', 'vol-0z', at(28), another),
    ];
    const analysis = await analyseRecords(records, sixHours);
    const times = findingsOf(analysis, GAP).map(({ events }) =>
      events.map((id) => analysis.events.find((event) => event.id === id)?.time?.slice(8, 13)),
    );
    assert.deepEqual(times.sort(), [
      ['05T11', '05T21'],
      ['05T11', '06T04'],
    ]);
  });

  it('is no silence outside the chain, none of the usual length, none without a rhythm', async () => {
    assert.deepEqual(await gaps([...busy(0, 48), ...chain]), []);
    const before = [1, 2, 3, 4, 5, 6, 7];
    assert.deepEqual(await gaps([...busy(0, 48, before), ...chain]), [], 'it ends as the chain begins');
    assert.deepEqual(await gaps([...busy(0, 48, [...hours, 26, 27, 28]), ...chain]), []);
    assert.deepEqual(await gaps(chain), []);
    assert.deepEqual(
      await gaps([
        ...busy(0, 8),
        ...busy(24, 32),
        deleteSnapshot('snap-0a', '2024-03-06T09:00:00Z'),
        ...chain,
      ]),
      [],
      'work on two days is no rhythm',
    );
    assert.deepEqual(
      await gaps([...busy(0, 48, [12, 13, 14, 15]), ...chain]),
      [],
      'shorter than the settings ask',
    );
  });

  it('is no weekend of people who sleep at night', async () => {
    const month = Array.from({ length: 21 * 24 }, (_, hour) => hour);
    const long = [createSnapshot('snap-0a', 'vol-0a', at(8)), createVolume('vol-0b', 'snap-0a', at(400))];
    const asleep = month.filter((hour) => hour % 24 < 8);
    const away = (days: number) => month.filter((hour) => hour >= 10 * 24 && hour < (10 + days) * 24);
    const silent = (days: number) => gaps([...busy(0, month.length, [...asleep, ...away(days)]), ...long]);
    assert.deepEqual(await silent(2), []);
    assert.deepEqual(await silent(4), [`${GAP} low`]);
  });

  it('is a day by default', async () => {
    const long = [createSnapshot('snap-0a', 'vol-0a', at(8)), createVolume('vol-0b', 'snap-0a', at(152))];
    const silent = (hours: number) =>
      judgedBy(
        [GAP],
        [
          ...busy(
            0,
            170,
            Array.from({ length: hours }, (_, index) => 25 + index),
          ),
          ...long,
        ],
      );
    assert.deepEqual(await silent(24), [`${GAP} low`]);
    assert.deepEqual(await silent(23), []);
  });

  it('does not depend on the order of records, nor on how they lie in files', async () => {
    const { recipientAccountId: _, ...nobodys } = busy(40, 41)[0] ?? {};
    const silentForADay = Array.from({ length: 25 }, (_, index) => 60 + index);
    const long = [createSnapshot('snap-0a', 'vol-0a', at(8)), createVolume('vol-0b', 'snap-0a', at(152))];
    const records = [...busy(0, 170, silentForADay), ...busy(0, 170, [], another), nobodys, ...long];
    const findings = await sameInAnyOrder(records, (analysis) => findingsOf(analysis, GAP));
    assert.equal(findings.length, 1);
  });
});

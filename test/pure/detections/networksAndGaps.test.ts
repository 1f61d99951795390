import { strict as assert } from 'node:assert';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings.js';
import { analyseRecords, findingsOf } from '../../support/analyse.js';
import {
  createSnapshot,
  createVolume,
  deleteSnapshot,
  ec2,
  type Json,
  user,
} from '../../support/cloudTrail.js';
import { judgedBy } from '../../support/judged.js';

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
  /** One look each hour of two days, but for those hours. */
  const rhythm = (without: readonly number[] = []) =>
    Array.from({ length: 48 }, (_, hour) => hour)
      .filter((hour) => !without.includes(hour))
      .map((hour) => {
        const day = hour < 24 ? '05' : '06';
        return ec2(
          'DescribeSnapshots',
          `2024-03-${day}T${String(hour % 24).padStart(2, '0')}:30:00Z`,
          {},
          null,
          { userIdentity: { type: 'AWSService', invokedBy: 'config.amazonaws.com' } },
        );
      });
  const chain = [
    createSnapshot('snap-0a', 'vol-0a', '2024-03-05T08:00:00Z'),
    createVolume('vol-0b', 'snap-0a', '2024-03-06T08:00:00Z'),
  ];
  const hours = [12, 13, 14, 15, 16, 17, 18, 19];

  const sixHours = settings({ gap: { hours: 6 } });

  it('is a silence out of proportion within a chain', async () => {
    assert.deepEqual(await judgedBy([GAP], [...rhythm(hours), ...chain], sixHours), [`${GAP} low`]);
    const [finding] = findingsOf(await analyseRecords([...rhythm(hours), ...chain], sixHours), GAP);
    assert.match(finding?.message ?? '', /2024-03-05 11:30:00 UTC and 2024-03-05 20:30:00 UTC .* for 9 h/);
  });

  it('is one finding, however many chains it lies in', async () => {
    const other = [
      createSnapshot('snap-0c', 'vol-0c', '2024-03-05T08:00:00Z'),
      createVolume('vol-0d', 'snap-0c', '2024-03-06T08:00:00Z'),
    ];
    const { findings } = await analyseRecords([...rhythm(hours), ...chain, ...other], sixHours);
    const gaps = findings.filter(({ rule }) => rule === GAP);
    assert.equal(gaps.length, 1);
    assert.match(gaps[0]?.message ?? '', /story of snapshot snap-0[ac] and snapshot snap-0[ac] was/);
  });

  it('is no silence outside the chain, none of the usual length, none without a rhythm', async () => {
    assert.deepEqual(await judgedBy([GAP], [...rhythm(), ...chain], sixHours), []);
    const before = [1, 2, 3, 4, 5, 6, 7];
    assert.deepEqual(
      await judgedBy([GAP], [...rhythm([...before, 8]), ...chain], sixHours),
      [],
      'it ends as the chain begins',
    );
    assert.deepEqual(
      await judgedBy([GAP], [...rhythm([...hours, 26, 27, 28, 29, 30]), ...chain], sixHours),
      [],
    );
    assert.deepEqual(await judgedBy([GAP], chain, sixHours), []);
    const twoDays = (day: string) =>
      Array.from({ length: 8 }, (_, hour) =>
        createSnapshot(`snap-${day}${hour}`, 'vol-0c', `2024-03-${day}T0${hour}:00:00Z`),
      );
    assert.deepEqual(
      await judgedBy(
        [GAP],
        [...twoDays('05'), ...twoDays('06'), deleteSnapshot('snap-050', '2024-03-06T09:00:00Z')],
        sixHours,
      ),
      [],
      'work on two days is no rhythm',
    );
    assert.deepEqual(
      await judgedBy([GAP], [...rhythm([12, 13, 14, 15]), ...chain], sixHours),
      [],
      'shorter than the settings ask',
    );
  });

  it('is a day by default', async () => {
    const everyHour = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) =>
        ec2('DescribeSnapshots', new Date(Date.UTC(2024, 2, 5, from + index)).toISOString(), {}, null, {
          userIdentity: { type: 'AWSService', invokedBy: 'config.amazonaws.com' },
        }),
      );
    const long = [
      createSnapshot('snap-0a', 'vol-0a', '2024-03-05T08:00:00Z'),
      createVolume('vol-0b', 'snap-0a', '2024-03-11T08:00:00Z'),
    ];
    const silent = (hours: number) => [...everyHour(0, 25), ...everyHour(24 + hours, 170), ...long];
    assert.deepEqual(await judgedBy([GAP], silent(25)), [`${GAP} low`]);
    assert.deepEqual(await judgedBy([GAP], silent(24)), []);
  });
});

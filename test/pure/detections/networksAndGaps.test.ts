import { strict as assert } from 'node:assert';
import { networksOf } from '../../../src/core/detections/networks.js';
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

describe('Networks', () => {
  it('hold addresses of both kinds', () => {
    const inside = networksOf(['198.51.100.0/24', '203.0.113.7', '2001:db8::/32', ' 10.0.0.0/9 ']);
    for (const address of [
      '198.51.100.0',
      '198.51.100.255',
      '203.0.113.7',
      '2001:db8::1',
      '2001:DB8:ffff:0:0:0:0:1',
      '::ffff:198.51.100.7',
      '10.127.255.255',
    ]) {
      assert.equal(inside(address), true, address);
    }
    for (const address of ['198.51.101.0', '203.0.113.8', '2001:db9::1', '10.128.0.0', '::1', '::']) {
      assert.equal(inside(address), false, address);
    }
  });

  it('take a text that is no address for none, and no network for one that is broken', () => {
    const inside = networksOf(['198.51.100.0/33', '1.2.3', '2001:db8:::/32', 'x/8', '0.0.0.0/x', '1:2:3/48']);
    for (const text of [
      'ec2.amazonaws.com',
      'AWS Internal',
      '',
      '1.2.3.4.5',
      '256.1.1.1',
      '1::2::3',
      ':::',
      '12345::',
    ]) {
      assert.equal(inside(text), null, text);
    }
    assert.equal(inside('198.51.100.1'), false);
    assert.equal(networksOf(['0.0.0.0/0'])('198.51.100.1'), true);
  });
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

  it('is a silence out of proportion within a chain', async () => {
    assert.deepEqual(await judgedBy([GAP], [...rhythm(hours), ...chain]), [`${GAP} low`]);
    const [finding] = findingsOf(await analyseRecords([...rhythm(hours), ...chain]), GAP);
    assert.match(finding?.message ?? '', /2024-03-05 11:30:00 UTC and 2024-03-05 20:30:00 UTC .* for 9 h/);
  });

  it('is one finding, however many chains it lies in', async () => {
    const other = [
      createSnapshot('snap-0c', 'vol-0c', '2024-03-05T08:00:00Z'),
      createVolume('vol-0d', 'snap-0c', '2024-03-06T08:00:00Z'),
    ];
    const { findings } = await analyseRecords([...rhythm(hours), ...chain, ...other]);
    const gaps = findings.filter(({ rule }) => rule === GAP);
    assert.equal(gaps.length, 1);
    assert.match(gaps[0]?.message ?? '', /story of snapshot snap-0[ac] and snapshot snap-0[ac] was/);
  });

  it('is no silence outside the chain, none of the usual length, none without a rhythm', async () => {
    assert.deepEqual(await judgedBy([GAP], [...rhythm(), ...chain]), []);
    const before = [1, 2, 3, 4, 5, 6, 7];
    assert.deepEqual(
      await judgedBy([GAP], [...rhythm([...before, 8]), ...chain]),
      [],
      'it ends as the chain begins',
    );
    assert.deepEqual(await judgedBy([GAP], [...rhythm([...hours, 26, 27, 28, 29, 30]), ...chain]), []);
    assert.deepEqual(await judgedBy([GAP], chain), []);
    const twoDays = (day: string) =>
      Array.from({ length: 8 }, (_, hour) =>
        createSnapshot(`snap-${day}${hour}`, 'vol-0c', `2024-03-${day}T0${hour}:00:00Z`),
      );
    assert.deepEqual(
      await judgedBy(
        [GAP],
        [...twoDays('05'), ...twoDays('06'), deleteSnapshot('snap-050', '2024-03-06T09:00:00Z')],
      ),
      [],
      'work on two days is no rhythm',
    );
    assert.deepEqual(
      await judgedBy([GAP], [...rhythm([12, 13, 14, 15]), ...chain]),
      [],
      'shorter than the settings ask',
    );
  });
});

import { strict as assert } from 'node:assert';
import type { Inventory } from '../../../src/core/baseline/inventory.js';
import { looksLikeInventory } from '../../../src/core/baseline/looksLikeInventory.js';
import { readInventory } from '../../../src/core/baseline/readInventory.js';
import { analyse } from '../../support/analyse.js';
import { createSnapshot, OWNER, STRANGER } from '../../support/cloudTrail.js';
import { savedOf } from '../../support/compared.js';
import {
  azSnapshot,
  dbArn,
  dbPermissions,
  dbSnapshot,
  ebs,
  ebsPermissions,
  gceSnapshot,
} from '../../support/inventories.js';

const encode = (text: string) => new TextEncoder().encode(text);
function read(text: string | Uint8Array, asOf?: string): Inventory {
  const found = readInventory('file:///list.json', typeof text === 'string' ? encode(text) : text, {
    asOf: asOf ?? null,
  });
  if (found.kind === 'refused') throw new Error(found.error);
  return found.inventory;
}
const readValue = (value: unknown) => read(JSON.stringify(value));
const refusal = (text: string | Uint8Array): string => {
  const found = readInventory('file:///list.json', typeof text === 'string' ? encode(text) : text);
  return found.kind === 'refused' ? found.error : '';
};

describe('reading a list', () => {
  const lists: Readonly<
    Record<string, { readonly value: unknown; readonly keys: readonly string[]; readonly isWhole: boolean }>
  > = {
    'aws-ebs-snapshots': { value: { Snapshots: [ebs('snap-0a')] }, keys: ['aws snap-0a'], isWhole: true },
    'aws-images': {
      value: {
        Images: [
          {
            ImageId: 'ami-0a',
            OwnerId: OWNER,
            CreationDate: '2024-03-05T10:00:00.000Z',
            Public: true,
            State: 'available',
          },
        ],
      },
      keys: ['aws ami-0a'],
      isWhole: true,
    },
    'aws-ebs-permissions': {
      value: ebsPermissions('snap-0a', [{ UserId: STRANGER }]),
      keys: ['aws snap-0a'],
      isWhole: false,
    },
    'aws-image-permissions': {
      value: { ImageId: 'ami-0a', LaunchPermissions: [{ Group: 'all' }] },
      keys: ['aws ami-0a'],
      isWhole: false,
    },
    'aws-rds-snapshots': {
      value: { DBSnapshots: [dbSnapshot('Db-Snap')] },
      keys: [`aws rds snapshot eu-west-1 ${OWNER} db-snap`],
      isWhole: true,
    },
    'aws-rds-cluster-snapshots': {
      value: {
        DBClusterSnapshots: [
          {
            DBClusterSnapshotArn: dbArn('c', 'cluster-snapshot'),
            StorageEncrypted: false,
            Status: 'available',
          },
        ],
      },
      keys: [`aws rds cluster-snapshot eu-west-1 ${OWNER} c`],
      isWhole: true,
    },
    'aws-rds-permissions': {
      value: dbPermissions('db-snap', ['all']),
      keys: ['aws rds snapshot ? ? db-snap'],
      isWhole: false,
    },
    'azure-snapshots': {
      value: [azSnapshot('s')],
      keys: [
        'azure /subscriptions/00000000-0000-0000-0000-0000000000aa/resourcegroups/rg-one/providers/microsoft.compute/snapshots/s',
      ],
      isWhole: true,
    },
    'gcp-snapshots': {
      value: [gceSnapshot('s')],
      keys: ['gcp projects/project-one/global/snapshots/s'],
      isWhole: true,
    },
  };
  for (const [kind, { value, keys, isWhole }] of Object.entries(lists)) {
    it(`knows ${kind} by its content`, () => {
      const inventory = readValue(value);
      assert.deepEqual(
        [
          inventory.kind,
          inventory.entries.flatMap((entry) => entry.keys),
          inventory.isWhole,
          inventory.problems,
        ],
        [kind, keys, isWhole, []],
      );
    });
  }

  it('takes times in UTC, states, sources, readers and keys', () => {
    const [one] = readValue([gceSnapshot('s')]).entries;
    assert.deepEqual(
      [one?.createdAt, one?.state, one?.uid],
      ['2024-03-05T10:00:00.000Z', 'ready', '4815162342'],
    );
    const [two] = readValue({
      Snapshots: [ebs('snap-0a', { State: 'pending', VolumeId: 'vol-ffffffff' })],
    }).entries;
    assert.deepEqual([two?.state, two?.source, two?.account], ['pending', null, OWNER]);
    const [three] = readValue(ebsPermissions('snap-0a', [{ Group: 'all' }, { UserId: STRANGER }])).entries;
    assert.deepEqual(three?.readers, { who: [STRANGER, 'public'].sort(), isComplete: true });
    const [four] = readValue({ DBSnapshots: [dbSnapshot('d', { SnapshotType: 'automated' })] }).entries;
    assert.deepEqual([four?.isAutomatic, four?.encryption?.isEncrypted], [true, true]);
  });

  it('joins pages, and knows when there is more', () => {
    const page = (id: string, more = {}) => JSON.stringify({ Snapshots: [ebs(id)], ...more }, null, 1);
    const both = read(`${page('snap-0a', { NextToken: 'a{"' })}\n${page('snap-0b')}`);
    assert.deepEqual([both.entries.length, both.isWhole], [2, true]);
    const cut = read(page('snap-0a', { NextToken: 'more' }));
    assert.equal(cut.isWhole, false);
    assert.equal(cut.problems.length, 1);
  });

  it('takes the time that the file says, then the one told, then the newest in it', async () => {
    const list = JSON.stringify({ Snapshots: [ebs('snap-0a')] });
    assert.deepEqual(read(list).asOf, { time: '2024-03-05T10:00:00.123Z', from: 'newest' });
    assert.deepEqual(read(list, '2024-03-06T00:00:00Z').asOf, {
      time: '2024-03-06T00:00:00.000Z',
      from: 'told',
    });
    assert.equal(readValue(ebsPermissions('snap-0a', [])).asOf, null);
    const saved = JSON.stringify(await savedOf([createSnapshot('snap-0a', 'vol-0a', '10:00:00')]));
    assert.deepEqual(read(saved, '2030-01-01T00:00:00Z').asOf, {
      time: '2024-03-05T10:00:00.000Z',
      from: 'told',
    });
  });

  it('reads UTF-16, as PowerShell writes it, and a byte order mark', () => {
    const list = JSON.stringify({ Snapshots: [ebs('snap-0a', { Description: 'Grüße' })] });
    for (const isLittle of [true, false]) {
      const bytes = new Uint8Array(2 + list.length * 2);
      const view = new DataView(bytes.buffer);
      view.setUint16(0, 0xfeff, isLittle);
      for (let at = 0; at < list.length; at++) view.setUint16(2 + at * 2, list.charCodeAt(at), isLittle);
      assert.equal(read(bytes).entries.length, 1);
    }
    assert.equal(read(`\ufeff${list}`).entries.length, 1);
  });

  it('refuses what is no list, and says why', () => {
    assert.match(refusal(''), /empty/);
    assert.match(refusal('Snapshots:\n- SnapshotId: snap-0a\n'), /not JSON.*--output json/);
    assert.match(refusal('{"name":"x"}'), /JSON of another kind/);
    assert.match(
      refusal(JSON.stringify({ Records: [createSnapshot('snap-0a', 'vol-0a', '10:00:00')] })),
      /another kind/,
    );
    assert.match(refusal(Uint8Array.of(0x1f, 0x8b, 8)), /gzip/);
    assert.match(refusal('{"Snapshots":['), /not JSON/);
    assert.match(refusal('['.repeat(100_000)), /not JSON/);
  });

  it('tells entries that cannot be read, and keeps the others', () => {
    const { entries, problems, isWhole } = readValue({
      Snapshots: [null, ebs('snap-0a'), { VolumeId: 'vol-0a' }, 7],
    });
    assert.deepEqual([entries.length, isWhole, problems.length], [1, false, 1]);
    assert.match(problems[0] ?? '', /3 of 4 entries.*entry 1/);
    assert.match(
      readValue({ kind: 'snapshot-trail-baseline', schemaVersion: 9 }).problems[0] ?? '',
      /another version/,
    );
  });

  it('is not misled by hostile keys', () => {
    const text =
      '{"Snapshots":[{"SnapshotId":"snap-0a","VolumeId":"vol-0a","State":"__proto__","OwnerId":{"a":1}}]}';
    const [entry] = read(text).entries;
    assert.deepEqual([entry?.state, entry?.account], ['unknown', null]);
  });

  it('among analysed files is told as what it is', async () => {
    const values = [
      { Snapshots: [ebs('snap-0a')] },
      { DBSnapshots: [] },
      [azSnapshot('s')],
      [gceSnapshot('s')],
      ebsPermissions('snap-0a', []),
    ];
    for (const value of values) {
      const { inputs } = await analyse({ 'list.json': JSON.stringify(value, null, 2) });
      assert.match(inputs[0]?.error ?? '', /^not an audit log: (?:a list|the permissions) .*baseline/);
    }
    assert.equal(looksLikeInventory('{"Images":7}'), null);
    assert.equal(looksLikeInventory('[{"kind":"compute#disk"}]'), null);
  });
});

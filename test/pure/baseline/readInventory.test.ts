import { strict as assert } from 'node:assert';
import { gzipSync } from 'node:zlib';
import type { Inventory } from '../../../src/core/baseline/inventory.js';
import { type ListsRead, readLists } from '../../../src/core/baseline/readInventory.js';
import { fileOf } from '../../../src/core/formats/byteStream.js';
import { looksLikeInventory } from '../../../src/core/formats/looksLikeInventory.js';
import { nodePlatform } from '../../../src/entry/nodePlatform.js';
import { analyse } from '../../support/analyse.js';
import { TAR_END, tarMember, zipBytes } from '../../support/archives.js';
import { azureRest, snapshotId } from '../../support/azureActivity.js';
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
type Content = string | Uint8Array;
function listsOf(content: Content, asOf: string | null = null): Promise<ListsRead> {
  const file = fileOf(typeof content === 'string' ? encode(content) : content);
  return readLists({ uri: 'file:///list.json', file, asOf }, nodePlatform.unpackers);
}
async function all(content: Content, asOf?: string): Promise<readonly Inventory[]> {
  const found = await listsOf(content, asOf);
  if (found.kind === 'refused') throw new Error(found.error);
  return found.inventories;
}
async function read(content: Content, asOf?: string): Promise<Inventory> {
  const [only, ...others] = await all(content, asOf);
  if (only === undefined || others.length > 0) throw new Error(`${others.length} more`);
  return only;
}
const readValue = (value: unknown) => read(JSON.stringify(value));
const refusal = async (content: Content): Promise<string> => {
  const found = await listsOf(content);
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
    it(`knows ${kind} by its content`, async () => {
      const inventory = await readValue(value);
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

  it('takes times in UTC, states, sources, readers and keys', async () => {
    const [one] = (await readValue([gceSnapshot('s')])).entries;
    assert.deepEqual(
      [one?.createdAt, one?.state, one?.uid],
      ['2024-03-05T10:00:00.000Z', 'ready', '4815162342'],
    );
    const [two] = (
      await readValue({
        Snapshots: [ebs('snap-0a', { State: 'pending', VolumeId: 'vol-ffffffff' })],
      })
    ).entries;
    assert.deepEqual([two?.state, two?.source, two?.account], ['pending', null, OWNER]);
    const [three] = (await readValue(ebsPermissions('snap-0a', [{ Group: 'all' }, { UserId: STRANGER }])))
      .entries;
    assert.deepEqual(three?.readers, { who: [STRANGER, 'public'].sort(), isComplete: true });
    const [four] = (await readValue({ DBSnapshots: [dbSnapshot('d', { SnapshotType: 'automated' })] }))
      .entries;
    assert.deepEqual([four?.isAutomatic, four?.encryption?.isEncrypted], [true, true]);
  });

  it('joins pages, and knows when there is more', async () => {
    const page = (id: string, more = {}) => JSON.stringify({ Snapshots: [ebs(id)], ...more }, null, 1);
    const both = await read(`${page('snap-0a', { NextToken: 'a{"' })}\n${page('snap-0b')}`);
    assert.deepEqual([both.entries.length, both.isWhole], [2, true]);
    const cut = await read(page('snap-0a', { NextToken: 'more' }));
    assert.equal(cut.isWhole, false);
    assert.equal(cut.problems.length, 1);
  });

  it('takes the time that the file says, then the one told, then the newest in it', async () => {
    const list = JSON.stringify({ Snapshots: [ebs('snap-0a')] });
    assert.deepEqual((await read(list)).asOf, { time: '2024-03-05T10:00:00.123Z', from: 'newest' });
    assert.deepEqual((await read(list, '2024-03-06T00:00:00Z')).asOf, {
      time: '2024-03-06T00:00:00.000Z',
      from: 'told',
    });
    assert.equal((await readValue(ebsPermissions('snap-0a', []))).asOf, null);
    const saved = JSON.stringify(await savedOf([createSnapshot('snap-0a', 'vol-0a', '10:00:00')]));
    assert.deepEqual((await read(saved, '2030-01-01T00:00:00Z')).asOf, {
      time: '2024-03-05T10:00:00.000Z',
      from: 'told',
    });
  });

  const SMALL = JSON.stringify({ Snapshots: [ebs('snap-0a', { Description: 'Grüße' })] });
  const utf16 = (text: string, isLittle: boolean): Uint8Array => {
    const bytes = new Uint8Array(2 + text.length * 2);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, 0xfeff, isLittle);
    for (let at = 0; at < text.length; at++) view.setUint16(2 + at * 2, text.charCodeAt(at), isLittle);
    return bytes;
  };

  it('reads what is packed or encoded as a log may be', async () => {
    const expected = (await read(SMALL)).entries;
    assert.equal(expected.length, 1);
    const zip = zipBytes([{ name: 'list.json', packed: encode(SMALL) }]);
    const tar = Buffer.concat([tarMember('list.json', SMALL), TAR_END]);
    for (const content of [
      `\ufeff${SMALL}`,
      utf16(SMALL, true),
      utf16(SMALL, false),
      gzipSync(SMALL),
      gzipSync(utf16(SMALL, true)),
      zip,
      gzipSync(tar),
    ])
      assert.deepEqual(
        (await all(content)).flatMap(({ entries }) => entries),
        expected,
      );
  });

  it('takes each member of an archive for a list, and says which are none', async () => {
    const rds = JSON.stringify({ DBSnapshots: [dbSnapshot('d')] });
    const lists = await all(
      zipBytes([
        { name: 'readme.txt', packed: encode('hello') },
        { name: 'ebs.json', packed: encode(SMALL) },
        { name: 'rds.json', packed: encode(rds) },
      ]),
    );
    assert.deepEqual(
      lists.map(({ uri, kind }) => [uri, kind]),
      [
        ['file:///list.json#ebs.json', 'aws-ebs-snapshots'],
        ['file:///list.json#rds.json', 'aws-rds-snapshots'],
      ],
    );
    assert.match(lists[0]?.problems.join() ?? '', /^passed: readme\.txt: not JSON/);
    assert.equal(lists[0]?.isWhole, true, 'what else is packed says nothing about the list');
  });

  it('refuses what is no list, and says why', async () => {
    const packed = gzipSync(SMALL);
    for (const [content, reason] of [
      ['', /empty/],
      ['  \n', /empty/],
      [gzipSync(''), /empty/],
      ['Snapshots:\n- SnapshotId: snap-0a\n', /not JSON.*--output json/],
      ['NAME  STATUS\ns     READY\n', /not JSON.*--format=json/],
      ['{"name":"x"}', /JSON of another kind/],
      ['[]', /empty list/],
      ['[[]]', /another kind/],
      ['{"kind":"snapshot-trail-baseline","schemaVersion":9,"entries":[]}', /another version/],
      [JSON.stringify({ Records: [createSnapshot('snap-0a', 'vol-0a', '10:00:00')] }), /an audit log/],
      [packed.subarray(0, packed.length - 12), /end/],
      [Uint8Array.of(0x1f, 0x8b, 8), /./],
      [Uint8Array.of(0, 1, 2, 3, 4, 5), /binary/],
      ['{"Snapshots":[', /cut off/],
      [SMALL.slice(0, -3), /cut off/],
      ['['.repeat(100_000), /cut off/],
      [`[${'0,'.repeat(16_000_001)}0]`, /more than 16000000 values/],
      ['{}'.repeat(100_001), /more than 100000 JSON documents/],
      [zipBytes([]), /archive without files/],
    ] as const) {
      const said = await refusal(content);
      assert.match(said, reason);
      assert.ok(said.length < 600, said);
    }
  });

  it('says of a list larger than can be held what to do, and of how many members it passed', async () => {
    const [first, second] = ['snap-0a', 'snap-0b'].map((id) => JSON.stringify({ Snapshots: [ebs(id)] }));
    const both = zipBytes([
      { name: 'a.json', packed: encode(first ?? '') },
      { name: 'b.json', packed: encode(second ?? '') },
    ]);
    const within = async (maxBytes: number) =>
      readLists({ uri: 'file:///z', file: fileOf(both), asOf: null }, nodePlatform.unpackers, maxBytes);
    const large = await within(10);
    assert.match(large.kind === 'refused' ? large.error : '', /a\.json: more than .* MiB.*several files/);
    const half = await within((first ?? '').length + 10);
    assert.ok(half.kind === 'read');
    assert.match(half.inventories.map(({ problems }) => problems.join()).join(), /^passed: b\.json: more/);
    const many = zipBytes(
      Array.from({ length: 40 }, (_, index) => ({ name: `${index}.txt`, packed: encode('no') })),
    );
    assert.match(await refusal(many), /and 30 more/);
    const crowd = await all(
      zipBytes(
        Array.from({ length: 1_001 }, (_, index) => ({ name: `${index}.json`, packed: encode(first ?? '') })),
      ),
    );
    assert.equal(crowd.length, 1_000);
    assert.match(crowd[0]?.problems.join() ?? '', /more than 1000 lists/);
  });

  it('tells entries that cannot be read, and keeps the others', async () => {
    const { entries, problems, isWhole } = await readValue({
      Snapshots: [null, ebs('snap-0a'), { VolumeId: 'vol-0a' }, 7],
    });
    assert.deepEqual([entries.length, isWhole, problems.length], [1, false, 1]);
    assert.match(problems[0] ?? '', /3 of 4 entries.*entry 1/);
  });

  it('is not misled by hostile keys', async () => {
    const text =
      '{"Snapshots":[{"SnapshotId":"snap-0a","VolumeId":"vol-0a","State":"__proto__","OwnerId":{"a":1}}]}';
    const [entry] = (await read(text)).entries;
    assert.deepEqual([entry?.state, entry?.account], ['unknown', null]);
  });

  it('among analysed files is told as what it is, packed, encoded, in pages or cut off', async () => {
    const values: readonly unknown[] = [
      { Snapshots: [ebs('snap-0a')] },
      { NextToken: 'more', Snapshots: [ebs('snap-0a')] },
      [{ SnapshotId: 'snap-0a', Tags: [] }],
      { Images: [{ Architecture: 'x86_64', ImageId: 'ami-0a' }] },
      { DBSnapshots: [dbSnapshot('d')] },
      { DBClusterSnapshots: [] },
      [azSnapshot('s', { tags: { eventName: 'DeleteSnapshot', eventSource: 'ec2.amazonaws.com' } })],
      { value: [{ ...azSnapshot('s'), creationData: undefined, properties: azSnapshot('s') }] },
      [{ creationTimestamp: '2024', description: 'd'.repeat(2048), ...gceSnapshot('s') }],
      { kind: 'compute#snapshotList', items: [gceSnapshot('s')] },
      ebsPermissions('snap-0a', []),
      dbPermissions('d', []),
      await savedOf([createSnapshot('snap-0a', 'vol-0a', '10:00:00')]),
    ];
    for (const value of values) {
      const text = JSON.stringify(value, null, 2);
      for (const content of [
        JSON.stringify(value),
        text,
        text.replaceAll('\n', '\r\n'),
        `${text}\n${text}`,
        gzipSync(text),
        utf16(JSON.stringify(value), true),
        text.slice(0, -3),
      ]) {
        const { inputs, totals } = await analyse({ 'list.json': content });
        assert.equal(totals.records, 0);
        assert.match(
          inputs[0]?.error ?? '',
          /^not an audit log: (?:a list|the permissions|a saved) .*baseline/,
        );
      }
    }
  });

  it('is not what a log seems to be that is cut off, or JSON of another kind', async () => {
    const write = {
      ...azureRest({
        operation: 'Microsoft.Compute/snapshots/write',
        resourceId: snapshotId('s'),
        time: '10:00:00',
        status: 'Succeeded',
      }),
      properties: { responseBody: { properties: { creationData: { createOption: 'Copy' } } } },
    };
    const { inputs } = await analyse({ 'log.json': JSON.stringify([write], null, 2).slice(0, -10) });
    assert.match(inputs[0]?.error ?? '', /not readable: the input ends in here/);
    for (const text of ['{"Images":7}', '[{"kind":"compute#disk"}]', '{"SnapshotId":7}', 'Snapshots: []'])
      assert.equal(looksLikeInventory(text), null, text);
  });
});

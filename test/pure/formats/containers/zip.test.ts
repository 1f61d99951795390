import { strict as assert } from 'node:assert';
import { deflateRawSync } from 'node:zlib';
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { unpackersNode } from '../../../../src/entry/unpackers.node.js';
import { unpackersWeb } from '../../../../src/entry/unpackers.web.js';
import { zipBytes } from '../../../support/archives.js';
import { crc32 } from '../../../support/crc32.js';
import { openAll } from '../../../support/members.js';

const LOG = '{"Records":[{"eventName":"CreateSnapshot"}]}';
const packed = deflateRawSync(LOG);
const log = { packed, method: 8, size: LOG.length, crc32: crc32(Buffer.from(LOG)) };

type WriterOptions = NonNullable<ConstructorParameters<typeof ZipWriter>[1]>;

async function written(texts: Readonly<Record<string, string>>, options: WriterOptions): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...options });
  for (const [name, text] of Object.entries(texts)) await writer.add(name, new TextReader(text));
  return writer.close();
}

for (const [host, unpackers] of [
  ['Node', unpackersNode],
  ['the web', unpackersWeb],
] as const) {
  describe(`a ZIP in ${host}`, () => {
    const open = async (bytes: Uint8Array) =>
      (await openAll(bytes, unpackers)).map(({ path, text, problem }) => [path, text, problem] as const);

    for (const [what, options] of [
      ['deflated', {}],
      ['stored', { level: 0 }],
      ['with descriptors', { dataDescriptor: true }],
      ['without descriptors', { dataDescriptor: false }],
      ['as zip64', { zip64: true }],
      ['as zip64 with descriptors', { zip64: true, dataDescriptor: true, level: 0 }],
    ] as const) {
      it(`is read as it was written: ${what}`, async () => {
        const bytes = await written({ 'a.json': LOG, 'é/ü.json': '{}' }, options);
        assert.deepEqual(await open(bytes), [
          ['a.json', LOG, null],
          ['é/ü.json', '{}', null],
        ]);
      });

      it(`is read from its members' own headers where its directory is lost: ${what}`, async () => {
        const bytes = Buffer.from(await written({ 'a.json': LOG, 'é/ü.json': '{}' }, options));
        const [first, second, archive, ...none] = await open(bytes.subarray(0, bytes.indexOf('PK\x01\x02')));
        assert.deepEqual(
          [first, second],
          [
            ['a.json', LOG, null],
            ['é/ü.json', '{}', null],
          ],
        );
        assert.match(archive?.[2] ?? '', /no readable directory/);
        assert.deepEqual(none, []);
      });
    }

    it('tells encrypted members and unknown methods, and reads the others', async () => {
      const encrypted = await written({ secret: LOG }, { password: 'word', zipCrypto: true });
      assert.deepEqual(await open(encrypted), [['secret', '', 'encrypted']]);
      const aes = await written({ secret: LOG }, { password: 'word' });
      assert.deepEqual(await open(aes), [['secret', '', 'encrypted']]);
      const mixed = zipBytes([
        { name: 'a', packed, method: 9 },
        { name: 'b', packed, flags: 1 },
        { name: 'c', ...log },
      ]);
      assert.deepEqual(await open(mixed), [
        ['a', '', 'packed with the unknown method 9'],
        ['b', '', 'encrypted'],
        ['c', LOG, null],
      ]);
      assert.deepEqual((await open(mixed.subarray(0, mixed.indexOf('PK\x01\x02')))).slice(0, 3), [
        ['a', '', 'packed with the unknown method 9'],
        ['b', '', 'encrypted'],
        ['c', LOG, null],
      ]);
    });

    it('tells a wrong checksum and a wrong size behind all that came out', async () => {
      const found = await open(
        zipBytes([
          { name: 'crc', ...log, crc32: 1 },
          { name: 'longer', ...log, size: LOG.length + 1 },
          { name: 'shorter', ...log, size: 1 },
          { name: 'stored', packed: Buffer.from(LOG), crc32: 1 },
        ]),
      );
      assert.deepEqual(found, [
        ['crc', LOG, 'the checksum (CRC-32) is that of other bytes'],
        ['longer', LOG, `${LOG.length + 1} bytes are stated, ${LOG.length} came out`],
        ['shorter', LOG, `1 bytes are stated, ${LOG.length} came out`],
        ['stored', LOG, 'the checksum (CRC-32) is that of other bytes'],
      ]);
    });

    it('is not made endless by members that share their bytes, and tells them', async () => {
      const shared = { ...log, offset: 0 };
      const found = await open(
        zipBytes([{ name: 'a', ...log }, ...Array.from({ length: 200 }, () => ({ name: 'a', ...shared }))], {
          directory: true,
        }).fill(0, 0, 0),
      );
      assert.equal(found.length, 201);
      assert.deepEqual(found[0], ['a', LOG, null]);
      const huge = zipBytes(
        Array.from({ length: 10 }, (_, index) => ({ name: `${index}`, ...log, length: 900 })),
      );
      const told = await open(huge);
      assert.ok(
        told.some(([, , problem]) => problem === 'the members state more packed bytes than there are'),
      );
    });

    it('tells members that begin nowhere or end behind the file', async () => {
      const found = await open(
        zipBytes([
          { name: 'a', ...log, offset: 5 },
          { name: 'b', ...log, offset: 0xfffffffe },
          { name: 'c', packed: Buffer.from(LOG), length: 700, size: 700 },
        ]),
      );
      assert.equal(found[0]?.[2], 'no member begins at byte 5');
      assert.match(found[1]?.[2] ?? '', /no member begins/);
      assert.ok(found[2]?.[1].startsWith(LOG));
      assert.match(found[2]?.[2] ?? '', /ends inside this member|are stated/);
    });

    it('hides no file behind the name or the attribute of a folder', async () => {
      const bytes = zipBytes([
        { name: 'dir/', packed: Buffer.alloc(0) },
        { name: 'log/', ...log },
      ]);
      // The attribute of folders, in both directory entries.
      for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 1)) {
        bytes.writeUInt32LE(0x10, at + 38);
      }
      assert.deepEqual(await open(bytes), [['log/', LOG, null]]);
    });

    it('gives hostile names as they stand, and does not fail for them', async () => {
      const names = ['../../etc/passwd', '/abs', 'C:\\x', 'a#b', 'a!/b', '\u0000', '\u202e', '', '.', '%2e'];
      const found = await open(zipBytes(names.map((name) => ({ name, ...log }))));
      assert.deepEqual(
        found.map(([name, text]) => [name, text]),
        names.map((name) => [name, LOG]),
      );
    });

    it('has members with names that are no UTF-8', async () => {
      const bytes = zipBytes([{ name: Uint8Array.of(0x61, 0xff), ...log, flags: 0 }]);
      assert.equal((await open(bytes))[0]?.[1], LOG);
      const cut = await open(bytes.subarray(0, bytes.indexOf('PK\x01\x02')));
      assert.deepEqual(cut[0], ['a\xff', LOG, null]);
    });

    it('may be empty, have a comment, or something in front of its members', async () => {
      assert.deepEqual(await open(zipBytes([])), []);
      const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
      await writer.add('a', new Uint8ArrayReader(Buffer.from(LOG)));
      const commented = await writer.close(Buffer.from('PK\x05\x06 a comment'));
      assert.deepEqual(await open(commented), [['a', LOG, null]]);
      const split = Buffer.concat([Buffer.from('PK\x07\x08'), zipBytes([{ name: 'a', ...log }])]);
      assert.deepEqual(await open(split), [['a', LOG, null]]);
    });

    it('does not hold a directory of any size', async () => {
      const bytes = zipBytes([{ name: 'a', ...log }]);
      const end = bytes.lastIndexOf('PK\x05\x06');
      bytes.writeUInt32LE(0x7fffffff, end + 12);
      const found = await open(bytes);
      assert.deepEqual(found[0], ['a', LOG, null]);
    });
  });
}

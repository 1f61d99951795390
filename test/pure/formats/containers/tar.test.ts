import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { packTar, unpackTar } from 'modern-tar';
import { unpackersNode } from '../../../../src/entry/unpackers.node.js';
import { paxRecord, TAR_END, tarHeader, tarMember } from '../../../support/archives.js';
import { openAll } from '../../../support/members.js';

const LOG = '{"Records":[{"eventName":"CreateSnapshot"}]}';
const first = tarMember('first', 'first');

describe('a tar', () => {
  const open = async (...parts: readonly Uint8Array[]) =>
    (await openAll(Buffer.concat(parts), unpackersNode)).map(
      ({ path, text, problem }) => [path, text, problem] as const,
    );

  it('is read as another program writes it', async () => {
    const name = fc.stringMatching(/^[a-zé]{1,120}(\/[a-zé]{1,120}){0,3}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, fc.uint8Array({ maxLength: 2000 })), { maxLength: 6 }),
        async (files) => {
          const distinct = [...new Map(files)].filter(([, body]) => body[0] !== 0x1f && body[0] !== 0x50);
          const bytes = Buffer.from(
            await packTar(
              distinct.map(([file, body]) => ({ header: { name: file, size: body.length }, body })),
            ),
          );
          const theirs = (await unpackTar(bytes)).map(({ header, data }) => [
            header.name,
            Buffer.from(data ?? []).toString(),
          ]);
          // An archive of nothing is but zeros: nothing says that it is one.
          const ours = distinct.length === 0 ? [] : (await open(bytes)).map(([path, text]) => [path, text]);
          assert.deepEqual(ours, theirs);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes long names from GNU and pax headers, and sizes from pax', async () => {
    const long = `${'dir/'.repeat(60)}a.json`;
    const pax = paxRecord('path', 'päx') + paxRecord('size', String(LOG.length)) + paxRecord('mtime', '1.5');
    const lying = Buffer.concat([tarHeader('short', 0), Buffer.from(LOG), Buffer.alloc(-LOG.length & 511)]);
    const found = await open(
      first,
      tarMember('././@LongLink', `${long}\0`, 'L'),
      tarMember('short', LOG),
      tarMember('PaxHeader', pax, 'x'),
      lying,
      tarMember('after', 'after'),
      TAR_END,
    );
    assert.deepEqual(found, [
      ['first', 'first', null],
      [long, LOG, null],
      ['päx', LOG, null],
      ['after', 'after', null],
    ]);
  });

  it('has the prefix of ustar before the name, and none of GNU', async () => {
    const prefixed = (magic: string) =>
      tarHeader('b', 0, '0', [
        [257, magic],
        [345, 'a'],
      ]);
    const found = await open(prefixed('ustar\x0000'), prefixed('ustar  \0'), TAR_END);
    assert.deepEqual(
      found.map(([name]) => name),
      ['a/b', 'b'],
    );
  });

  it('has sizes in octal and in binary', async () => {
    const binary = Buffer.alloc(12);
    binary[0] = 0x80;
    binary.writeUInt32BE(LOG.length, 8);
    const body = Buffer.concat([Buffer.from(LOG), Buffer.alloc(-LOG.length & 511)]);
    const spaced = tarHeader('b', 0, '0', [[124, `${LOG.length.toString(8).padStart(10)} \0`]]);
    assert.deepEqual(await open(tarHeader('a', 0, '0', [[124, binary]]), body, spaced, body, TAR_END), [
      ['a', LOG, null],
      ['b', LOG, null],
    ]);
  });

  it('passes over links, folders and devices, whatever size they state', async () => {
    const others = [...'123456'].map((type) => tarHeader(`other ${type}`, 4096, type));
    const found = await open(first, ...others, tarHeader('dir/', 0), tarMember('last', LOG), TAR_END);
    assert.deepEqual(found, [
      ['first', 'first', null],
      ['last', LOG, null],
    ]);
  });

  it('tells sparse files and unknown types, and reads on behind them', async () => {
    const found = await open(
      first,
      tarMember('S', 'xx', 'S'),
      tarMember('PaxHeader', paxRecord('GNU.sparse.major', '1'), 'x'),
      tarMember('s', 'xx'),
      tarMember('M', 'xx', 'M'),
      tarMember('last', LOG),
      TAR_END,
    );
    assert.deepEqual(found, [
      ['first', 'first', null],
      ['S', '', 'a sparse file'],
      ['s', '', 'a sparse file'],
      ['M', '', 'a tar entry of the type "M"'],
      ['last', LOG, null],
    ]);
  });

  it('tells a damaged header and finds the next', async () => {
    const damaged = tarMember('second', 'second');
    damaged[0] = 0x7a;
    const found = await open(first, damaged, tarMember('last', LOG), TAR_END);
    assert.deepEqual(found, [
      ['first', 'first', null],
      ['', '', 'the 512 bytes at 1024 are no tar header'],
      ['last', LOG, null],
    ]);
  });

  it('tells an end without a mark, inside a header and inside a member', async () => {
    assert.deepEqual((await open(first)).at(-1), [
      '',
      '',
      'the archive ends at byte 1024 without the mark of its end',
    ]);
    assert.deepEqual((await open(first, first.subarray(0, 100))).at(-1), [
      '',
      '',
      'the archive ends inside a header, at byte 1124',
    ]);
    const cut = await open(first, tarMember('second', 'x'.repeat(600)).subarray(0, 512 + 300));
    assert.deepEqual(cut[1], [
      'second',
      'x'.repeat(300),
      'the archive ends 300 bytes before this member does',
    ]);
  });

  it('is read on behind the mark of its end, as archives one after another', async () => {
    const found = await open(first, TAR_END, TAR_END, tarMember('hidden', LOG), TAR_END);
    assert.deepEqual(found, [
      ['first', 'first', null],
      ['hidden', LOG, null],
    ]);
  });

  it('tells sizes and pax headers that are none, and names that are too long', async () => {
    const found = await open(
      first,
      tarHeader('odd', 0, '0', [[124, '99999999999\0']]),
      tarMember('PaxHeader', 'no pax', 'x'),
      tarMember('PaxHeader', paxRecord('size', '-1'), 'x'),
      tarHeader('minus', 0),
      tarMember('././@LongLink', Buffer.alloc(2 * 1024 * 1024, 0x61), 'L'),
      tarMember('last', LOG),
      TAR_END,
    );
    assert.deepEqual(
      found.map(([name, , problem]) => [name, problem?.replace(/\d+/g, 'N') ?? null]),
      [
        ['first', null],
        ['', 'the tar header at N states no size'],
        ['', 'a pax header that is none at N'],
        ['', 'the tar header at N states no size'],
        ['', 'names of N bytes, more than N, were not read at N'],
        ['last', null],
      ],
    );
  });

  it('holds no more of pax records than it uses', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => paxRecord(`GNU.sparse.${index}`, 'x')).join('');
    const found = await open(tarMember('g', many, 'g'), tarMember('a', LOG), TAR_END);
    assert.deepEqual(found, [['a', LOG, null]]);
  });
});

import { strict as assert } from 'node:assert';
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { fileOf, type InputFile } from '../../../../src/core/formats/byteStream.js';
import { MAX_DEPTH, membersOf } from '../../../../src/core/formats/containers/members.js';
import { unpackersNode } from '../../../../src/entry/unpackers.node.js';
import { unpackersWeb } from '../../../../src/entry/unpackers.web.js';
import { TAR_END, tarHeader, tarMember, zipBytes } from '../../../support/archives.js';
import { crc32 } from '../../../support/crc32.js';
import { openAll } from '../../../support/members.js';

const LOG = '{"Records":[{"eventName":"CreateSnapshot"}]}';
const MIB = 1024 * 1024;

async function tarOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const entries = Object.entries(files).map(([name, content]) => {
    const body = Buffer.from(content);
    return { header: { name, size: body.length }, body };
  });
  return Buffer.from(await packTar(entries));
}

function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([k, v]) => [k, Buffer.from(v)]))));
}

/** A file, and how much of it was read. */
function counted(bytes: Uint8Array): { file: InputFile; read: () => number } {
  let read = 0;
  const file = {
    size: bytes.length,
    read: async (offset: number, length: number) => {
      const piece = bytes.subarray(offset, offset + length);
      read += piece.length;
      return piece;
    },
  };
  return { file, read: () => read };
}

const BOMB_BYTES = 32 * MIB;
let bombs: readonly Buffer[] = [];
before(function () {
  this.timeout(30_000);
  const zeros = Buffer.alloc(BOMB_BYTES);
  const tar = Buffer.concat([tarMember('zeros', zeros), TAR_END]);
  const packed = deflateRawSync(zeros, { level: 1 });
  const member = { name: 'zeros', packed, method: 8, size: BOMB_BYTES, crc32: crc32(zeros) };
  bombs = [gzipSync(zeros, { level: 1 }), gzipSync(tar, { level: 1 }), zipBytes([member])];
});

for (const [host, unpackers] of [
  ['Node', unpackersNode],
  ['the web', unpackersWeb],
] as const) {
  describe(`members in ${host}`, function () {
    this.timeout(60_000);
    const open = (bytes: Uint8Array) => openAll(bytes, unpackers);

    it('are the file itself where nothing wraps it, whatever it is', async () => {
      for (const text of ['', '{', LOG, 'PK', '\x1f', `${'x'.repeat(600)}\n`]) {
        assert.deepEqual(await open(Buffer.from(text)), [
          { path: '', container: 'plain', text, problem: null },
        ]);
      }
    });

    it('are what a gzip holds: all its members as one', async () => {
      const bytes = Buffer.concat([gzipSync(LOG), gzipSync(''), gzipSync('\n'), gzipSync(LOG)]);
      const text = `${LOG}\n${LOG}`;
      assert.deepEqual(await open(bytes), [{ path: '', container: 'gzip', text, problem: null }]);
    });

    it('are the files of a ZIP and of a tar, packed or not', async () => {
      const files = { 'a.json': LOG, 'dir/b.json': '{}', 'dir/': '', 'empty.json': '' };
      const found = (container: string) => [
        { path: 'a.json', container, text: LOG, problem: null },
        { path: 'dir/b.json', container, text: '{}', problem: null },
        { path: 'empty.json', container, text: '', problem: null },
      ];
      assert.deepEqual(await open(zipOf(files)), found('zip'));
      assert.deepEqual(await open(await tarOf(files)), found('tar'));
      assert.deepEqual(await open(gzipSync(await tarOf(files))), found('tar'));
    });

    it('are found in every nesting', async () => {
      const tar = await tarOf({ 'b.json.gz': gzipSync(LOG), 'c.zip': zipOf({ 'd.json': LOG }) });
      const bytes = zipOf({ 'a.json.gz': gzipSync(LOG), 'x.tar.gz': gzipSync(tar), 'y.tar': tar });
      assert.deepEqual(
        (await open(bytes)).map(({ path, container, text, problem }) => [
          path,
          container,
          text === LOG,
          problem,
        ]),
        [
          ['a.json.gz', 'gzip', true, null],
          ['x.tar.gz>b.json.gz', 'gzip', true, null],
          ['x.tar.gz>c.zip>d.json', 'zip', true, null],
          ['y.tar>b.json.gz', 'gzip', true, null],
          ['y.tar>c.zip>d.json', 'zip', true, null],
        ],
      );
    });

    it('are told by what they are, not by their names', async () => {
      const found = await open(zipOf({ 'a.json': gzipSync(LOG), 'b.gz': LOG, 'c.txt': zipOf({ d: LOG }) }));
      assert.deepEqual(
        found.map(({ path, container }) => [path, container]),
        [
          ['a.json', 'gzip'],
          ['b.gz', 'zip'],
          ['c.txt>d', 'zip'],
        ],
      );
    });

    it('end where the nesting is too deep, and that is told', async () => {
      let bytes = Buffer.from(LOG);
      for (let depth = 0; depth < MAX_DEPTH; depth++) bytes = gzipSync(bytes);
      assert.equal((await open(bytes))[0]?.text, LOG);
      const [deeper, ...none] = await open(gzipSync(bytes));
      assert.deepEqual(none, []);
      assert.deepEqual(deeper, {
        path: '',
        container: 'gzip',
        text: '',
        problem: `packed more than ${MAX_DEPTH} levels deep`,
      });
      let archive = zipOf({ 'in.json': LOG });
      for (let depth = 0; depth < 10; depth++) archive = zipOf({ 'in.zip': archive, 'in.json': LOG });
      const found = await open(archive);
      assert.equal(found.length, MAX_DEPTH + 1);
      assert.equal(found.filter(({ problem }) => problem?.includes('levels deep')).length, 1);
    });

    it('mark what the Finder packs beside files, by its content and not by its name', async () => {
      const double = Buffer.from([0x00, 0x05, 0x16, 0x07, 0x00, 0x02, 0x00, 0x00]);
      const store = Buffer.from([0x00, 0x00, 0x00, 0x01, 0x42, 0x75, 0x64, 0x31, 0x00]);
      const marked = async (bytes: Uint8Array) => {
        const found: [string, boolean][] = [];
        for await (const { path, finderData } of membersOf(fileOf(bytes), unpackers))
          found.push([path.join('>'), finderData]);
        return found;
      };
      const zip = zipOf({
        '__MACOSX/._a.json': double,
        '.DS_Store': store,
        '._hidden.json': LOG,
        '__MACOSX/b.json': LOG,
      });
      assert.deepEqual(await marked(zip), [
        ['__MACOSX/._a.json', true],
        ['.DS_Store', true],
        ['._hidden.json', false],
        ['__MACOSX/b.json', false],
      ]);
      assert.deepEqual(await marked(double), [['', false]]);
    });

    it('keep files of the same name apart', async () => {
      const zip = zipBytes(['1', '2', '3'].map((text) => ({ name: 'a', packed: Buffer.from(text) })));
      const tar = Buffer.concat([
        ...['a (2)', 'a', 'a', 'a'].map((name, index) => tarMember(name, `${index}`)),
        TAR_END,
      ]);
      assert.deepEqual(
        (await open(zip)).map(({ path, text }) => [path, text]),
        [
          ['a', '1'],
          ['a (2)', '2'],
          ['a (3)', '3'],
        ],
      );
      const paths = (await open(tar)).map(({ path }) => path);
      assert.equal(new Set(paths).size, 4);
    });

    it('may be left unread, in part or altogether', async () => {
      const tar = await tarOf({ a: 'x'.repeat(5 * MIB), b: gzipSync('y'.repeat(3 * MIB)), c: LOG });
      for (const bytes of [tar, gzipSync(tar), zipOf({ 't.tar': tar })]) {
        const { file } = counted(bytes);
        const names: string[] = [];
        for await (const { path, bytes: content } of membersOf(file, unpackers)) {
          names.push(path.at(-1) ?? '');
          if (path.at(-1) === 'c') {
            let text = '';
            for await (const piece of content) text += Buffer.from(piece).toString();
            assert.equal(text, LOG);
          } else if (path.at(-1) === 'b') {
            for await (const piece of content) if (piece.length > 0) break;
          }
        }
        assert.deepEqual(names, ['a', 'b', 'c']);
      }
    });

    it('stop the reading of the file when no more is wanted', async () => {
      const incompressible = Buffer.alloc(12 * MIB);
      for (let at = 0; at < incompressible.length; at += 4) {
        incompressible.writeUInt32LE(Math.imul(at + 1, 2654435761) >>> 0, at);
      }
      const { file, read } = counted(gzipSync(incompressible, { level: 0 }));
      for await (const { bytes } of membersOf(file, unpackers)) {
        for await (const piece of bytes) if (piece.length > 0) break;
        break;
      }
      // What may be inflated at once, and the piece that is read ahead.
      assert.ok(read() <= 10 * MIB, `${read()}`);
    });

    it('of a bomb come in small pieces, through every container', async () => {
      for (const bytes of bombs) {
        let total = 0;
        for await (const { bytes: content, error } of membersOf(counted(bytes).file, unpackers)) {
          assert.equal(error, null);
          for await (const piece of content) {
            assert.ok(piece.length <= MIB, `${piece.length}`);
            total += piece.length;
          }
        }
        assert.equal(total, BOMB_BYTES);
      }
    });

    it('of a cut file are what was whole, and the cut is told, wherever it is', async () => {
      const whole = {
        gzip: gzipSync(LOG),
        tar: await tarOf({ a: LOG, b: 'second' }),
        zip: zipOf({ a: LOG, b: 'second' }),
        tgz: gzipSync(await tarOf({ a: LOG, b: 'second' })),
        nested: zipOf({ 'a.gz': gzipSync(LOG), 'b.zip': zipOf({ b: 'second' }) }),
      };
      for (const [name, bytes] of Object.entries(whole)) {
        const texts = new Set((await open(bytes)).map(({ text }) => text));
        const step = name === 'tar' ? 7 : 1;
        for (let cut = 4; cut < bytes.length; cut += step) {
          const found = await open(bytes.subarray(0, cut));
          if (name === 'tar' && cut < 512) continue;
          // Half of the mark that ends a tar is enough.
          const marked = name === 'tar' && cut >= bytes.length - 512;
          assert.ok(marked || found.some(({ problem }) => problem !== null), `${name} cut at ${cut}`);
          for (const { container, text, problem } of found) {
            assert.ok(problem !== null || texts.has(text), `${name} cut at ${cut}`);
            // Of what is inside, less than its magic number came out: nothing says what it was.
            if ((name === 'tgz' && container === 'gzip') || (name === 'nested' && container === 'zip'))
              continue;
            assert.ok(
              [...texts].some((good) => good.startsWith(text)),
              `${name} cut at ${cut}: ${text}`,
            );
          }
        }
      }
    });

    it('of damaged files never throw, and never hang', async () => {
      const tar = await tarOf({ 'a.gz': gzipSync(LOG), b: LOG.repeat(20) });
      const seeds = [gzipSync(LOG), tar, zipOf({ a: LOG, 't.tar': tar }), gzipSync(tar)];
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...seeds),
          fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
          async (seed, changes) => {
            const bytes = Buffer.from(seed);
            for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
            await open(bytes);
          },
        ),
        { numRuns: 100 },
      );
    });
  });
}

describe('members', () => {
  it('do not depend on the pieces that the file gives', async () => {
    const tar = await tarOf({ 'a.gz': gzipSync(LOG.repeat(500)), 'b.zip': zipOf({ c: LOG }), d: LOG });
    const seeds = [gzipSync(LOG), tar, zipOf({ a: LOG, 't.tar': tar }), gzipSync(tar)];
    for (const bytes of seeds) {
      const expected = await openAll(bytes, unpackersNode);
      for (const most of [1, 3, 100, 511, 512, 513]) {
        const split = {
          gunzip: (source: AsyncIterable<Uint8Array>) => unpackersNode.gunzip(inSmall(source, most)),
          inflateRaw: (source: AsyncIterable<Uint8Array>) => inSmall(unpackersNode.inflateRaw(source), most),
        };
        assert.deepEqual(await openAll(bytes, split), expected);
      }
    }
  }).timeout(20_000);

  it('hold no more than two pieces of a gigabyte, in a gzip and in a tar inside it', async () => {
    const zeros = Buffer.alloc(MIB);
    for (const head of [Buffer.alloc(0), tarHeader('zeros', 1024 * MIB)]) {
      let made = 0;
      let taken = 0;
      let held = 0;
      async function* gunzip() {
        yield head;
        for (let piece = 0; piece < 1024; piece++) {
          made += MIB;
          held = Math.max(held, made - taken);
          yield zeros;
        }
        yield TAR_END;
      }
      for await (const { bytes } of membersOf(fileOf(gzipSync('')), { ...unpackersNode, gunzip })) {
        for await (const piece of bytes) taken += piece.length;
      }
      assert.ok(taken >= 1024 * MIB);
      assert.ok(held <= 2 * MIB, `${held}`);
    }
  });

  it('reject with the reason of the platform when the file cannot be read', async () => {
    const file = { size: 100, read: () => Promise.reject(new Error('no permission')) };
    await assert.rejects(openAll(file, unpackersNode), /no permission/);
  });

  it('of a file that shrank are told as cut', async () => {
    const bytes = Buffer.from(LOG);
    const file = { size: 100, read: async (at: number, length: number) => bytes.subarray(at, at + length) };
    const [only] = await openAll(file, unpackersNode);
    assert.equal(only?.text, LOG);
    assert.match(only?.problem ?? '', /the file ends at byte/);
  });
});

async function* inSmall(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    for (let at = 0; at < piece.length; at += most) yield piece.subarray(at, at + most);
  }
}

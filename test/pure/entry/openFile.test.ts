import { strict as assert } from 'node:assert';
import { appendFileSync, truncateSync } from 'node:fs';
import type { FileRead } from '../../../src/core/analysis/analyzer.js';
import { nodePlatform } from '../../../src/entry/nodePlatform.js';
import type { OpenFileRef } from '../../../src/entry/openFile.js';
import { openFile } from '../../../src/entry/openFile.node.js';
import { readFile } from '../../../src/entry/readFile.js';
import { Folder } from '../../support/cli.js';
import { createSnapshot } from '../../support/cloudTrail.js';

const RECORD = `${JSON.stringify(createSnapshot('snap-0a', 'vol-0a', '10:00:00'))}\n`;

describe('opening a file by its path', () => {
  let folder: Folder;
  before(() => {
    folder = new Folder();
  });
  after(() => folder.remove());

  const read = (path: string, open: OpenFileRef = openFile, stopped = () => false, named = true) =>
    readFile({ uri: 'file:///x', file: { kind: 'path', path }, named, size: 1 }, nodePlatform, open, stopped);

  /** Opens the file, and then does something to it before it is read. */
  const meanwhile =
    (act: () => void): OpenFileRef =>
    async (file) => {
      const opened = await openFile(file);
      act();
      return opened;
    };

  const errorOf = (result: FileRead): string | null | undefined =>
    result.kind === 'read' ? result.inputs[0]?.summary.error : result.kind;

  it('reads at any place, no further than the file goes, and closes it', async () => {
    const file = await openFile({ kind: 'path', path: folder.write('digits', '0123456789') });
    const text = async (offset: number, length: number) =>
      new TextDecoder().decode(await file.read(offset, length));
    assert.deepEqual(
      [file.size, await text(3, 4), await text(8, 100), await text(10, 1)],
      [10, '3456', '89', ''],
    );
    assert.equal(await file.changed(), null);
    await file.close();
    await assert.rejects(file.read(0, 1));
  });

  it('says why a file cannot be opened', async () => {
    await assert.rejects(openFile({ kind: 'path', path: `${folder.path}/none` }), /no such file or folder/);
    await assert.rejects(openFile({ kind: 'path', path: folder.path }), /it is a folder/);
    assert.equal((await read(`${folder.path}/none`)).kind, 'refused');
  });

  it('tells that a file grew or shrank while it was read, and keeps what it held', async () => {
    const path = folder.write('live.json', RECORD.repeat(3));
    const grown = await read(
      path,
      meanwhile(() => appendFileSync(path, RECORD)),
    );
    assert.match(errorOf(grown) ?? '', /^the file grew from \d+ to \d+ bytes while it was read/);
    assert.equal(grown.kind === 'read' && grown.inputs[0]?.summary.records, 3);

    const shrunk = await read(
      path,
      meanwhile(() => truncateSync(path, RECORD.length)),
    );
    assert.match(errorOf(shrunk) ?? '', /the file shrank from \d+ to \d+ bytes while it was read$/);
    assert.equal(shrunk.kind === 'read' && shrunk.inputs[0]?.summary.records, 1);
    assert.equal(errorOf(await read(path)), null);
  });

  it('stops between two pieces, and reads no more', async () => {
    const path = folder.write('large.json', RECORD.repeat(Math.ceil((5 * 1024 * 1024) / RECORD.length)));
    let pieces = 0;
    let closed = false;
    const counting: OpenFileRef = async (file) => {
      const opened = await openFile(file);
      return {
        ...opened,
        read: (offset, length) => {
          pieces++;
          return opened.read(offset, length);
        },
        close: () => {
          closed = true;
          return opened.close();
        },
      };
    };
    const result = await read(path, counting, () => pieces >= 2);
    assert.deepEqual([result, pieces, closed], [{ kind: 'stopped' }, 2, true]);
  });

  it('looks only at the beginning of a file that nobody named and that is no log', async () => {
    const path = folder.write('other.bin', new Uint8Array(5 * 1024 * 1024));
    let bytes = 0;
    const counting: OpenFileRef = async (file) => {
      const opened = await openFile(file);
      return {
        ...opened,
        read: (offset, length) => {
          bytes += length;
          return opened.read(offset, length);
        },
      };
    };
    const result = await read(path, counting, () => false, false);
    assert.deepEqual([result, bytes], [{ kind: 'noLog' }, 64 * 1024]);
  });
});

import { strict as assert } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { layOutInput } from '../../../src/core/analysis/layOutInput.js';
import { KNOWN } from '../../../src/core/analysis/readInput.js';
import { fileOf } from '../../../src/core/formats/byteStream.js';
import { type LaidOut, layOut, type Mark } from '../../../src/core/formats/layOut.js';
import { readRecords } from '../../../src/core/formats/readRecords.js';
import { nodePlatform } from '../../../src/entry/nodePlatform.js';
import { createSnapshot, ec2 } from '../../support/cloudTrail.js';
import { inPieces } from '../../support/streams.js';

describe('laying out a log', () => {
  const records = Array.from({ length: 20 }, (_, at) => createSnapshot(`snap-0${at}`, 'vol-0a', '10:00:00'));
  const bytes = new TextEncoder().encode(records.map((record) => JSON.stringify(record)).join('\n'));
  const laidOut = (
    text: Uint8Array,
    ...rest: [(readonly number[])?, { maxWhole?: number; maxShown?: number }?]
  ) => layOut((reader) => readRecords('file:///log', inPieces(text), reader), KNOWN, ...rest);
  let whole: LaidOut;

  before(async () => {
    whole = await laidOut(bytes);
  });
  const nameAt = (text: string, { line, column, width }: Mark): string =>
    text.split('\n')[line - 1]?.slice(column - 1, column - 1 + width) ?? '';

  it('shows every record when there is room', async () => {
    assert.deepEqual([whole.records, whole.shown, whole.marks.length], [20, 20, 20]);
    assert.ok(whole.marks.every((mark) => nameAt(whole.text, mark) === 'CreateSnapshot'));
  });

  it('shows only the records asked for when there is not, each under its number', async () => {
    const few = await laidOut(bytes, [3, 17], { maxWhole: whole.text.length / 2 });
    assert.deepEqual([few.records, few.shown], [20, 2]);
    assert.deepEqual(
      few.marks.map(({ record }) => record),
      [3, 17],
    );
    for (const mark of few.marks) assert.equal(nameAt(few.text, mark), 'CreateSnapshot');
    assert.ok(few.text.includes('"snap-017"') && !few.text.includes('"snap-04"'));
  });

  it('shows the first of those asked for when even they are too many', async () => {
    const first = await laidOut(bytes, [...records.keys()], {
      maxWhole: 1,
      maxShown: Math.ceil(whole.text.length / 4),
    });
    assert.ok(first.shown > 0 && first.shown <= 5, String(first.shown));
    assert.deepEqual(
      first.marks.map(({ record }) => record),
      Array.from({ length: first.shown }, (_, at) => at),
    );
  });

  it('shows records that are no events, too', async () => {
    const lines = [
      records[0],
      ec2('RunInstances', '10:00:00', {}),
      ec2('ConsoleLogin', '10:00:00', {}),
      records[1],
    ];
    const { text, shown, marks } = await laidOut(
      new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\n')),
    );
    assert.equal(shown, 4);
    assert.ok(text.includes('"ConsoleLogin"'));
    assert.deepEqual(
      marks.filter((mark) => nameAt(text, mark) === 'CreateSnapshot').map(({ record }) => record),
      [0, 3],
    );
  });

  it('shows a packed log to its end, however many pieces it comes in', async () => {
    const lines = `${JSON.stringify(ec2('ConsoleLogin', '10:00:00', {}))}\n`.repeat(6000);
    const file = fileOf(gzipSync(lines));
    const { records, shown } = await layOutInput({ uri: 'file:///log.gz', file }, nodePlatform);
    assert.deepEqual([records, shown], [6000, 6000]);
  });

  it('shows nothing of what is no log', async () => {
    const nothing = await laidOut(new TextEncoder().encode('no log'));
    assert.deepEqual([nothing.records, nothing.shown, nothing.marks], [0, 0, []]);
  });
});

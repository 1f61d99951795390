import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { NOTHING } from '../../../src/core/formats/recordSpan.js';
import { MAX_DEPTH, RecordScanner } from '../../../src/core/formats/texts/recordScanner.js';
import { checkAccount, punctuationOrFields, scan } from '../../support/accounting.js';
import { document, encode, recordValue } from '../../support/documents.js';
import { type Mutation, mutate, mutation } from '../../support/mutations.js';

/** Records as CloudTrail writes them, so that resynchronising meets what it will meet. */
function cloudTrailRecord(index: number): string {
  return JSON.stringify({
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      arn: `arn:aws:iam::111122223333:user/user${index}`,
      sessionContext: { attributes: {} },
    },
    eventTime: '2024-02-03T04:05:06Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: `Operation${index}x`,
    userAgent: 'agent "quoted" {x} [y] \\ 7"5,3',
    requestParameters: {
      snapshotId: `snap-0a1b2c${index}`,
      createVolumePermission: { add: { items: [{ userId: '444455556666' }, { group: 'all' }] } },
    },
    responseElements: { _return: true, size: 12.5e3, nothing: null },
    eventID: `00000000-0000-4000-8000-00000000000${index}`,
  });
}

/** Bytes that count how often one of them is looked at, also by what looks for one of them. */
function countingReads(of: Uint8Array): { readonly bytes: Uint8Array; reads(): number } {
  let reads = 0;
  const watched = (bytes: Uint8Array): Uint8Array =>
    new Proxy(bytes, {
      get(_target, key) {
        if (typeof key === 'string' && /^\d/.test(key)) {
          reads++;
          return bytes[Number(key)];
        }
        if (key === 'subarray') return (from: number, to: number) => watched(bytes.subarray(from, to));
        if (key === 'indexOf')
          return (byte: number, from = 0) => {
            const found = bytes.indexOf(byte, from);
            reads += (found < 0 ? bytes.length : found) - from;
            return found;
          };
        const value: unknown = Reflect.get(bytes, key);
        return typeof value === 'function' ? value.bind(bytes) : value;
      },
    });
  return { bytes: watched(of), reads: () => reads };
}

/** The texts of the records found in `text`. */
function found(text: string): Set<string> {
  const bytes = encode(text);
  const decoder = new TextDecoder();
  const { records, all } = scan(bytes);
  checkAccount(bytes, all, punctuationOrFields);
  return new Set(
    records.map(({ offset, length }) => decoder.decode(bytes.subarray(offset, offset + length))),
  );
}

/** Breaks one of five records, lays all out with `layOut`, and tells which of the others were not found. */
function lost(
  records: readonly string[],
  broken: number,
  how: Mutation,
  layOut: (records: readonly string[]) => string,
): string[] {
  const text = layOut(records.map((record, index) => (index === broken ? mutate(record, how) : record)));
  const met = found(text);
  return records.filter((record, index) => index !== broken && !met.has(record));
}

/** A first record broken in its first key teaches nothing about how records begin, and may cost its neighbour. */
function isFirstKey(broken: number, how: Mutation): boolean {
  return broken === 0 && how.at < 0.05;
}

const FIVE = [0, 1, 2, 3, 4].map(cloudTrailRecord);
const which = fc.integer({ min: 0, max: 4 });

describe('record scanner on damaged input', function () {
  this.timeout(20_000);

  it('accounts for every byte, whatever was done to it', () => {
    fc.assert(
      fc.property(document, fc.array(mutation, { minLength: 1, maxLength: 6 }), ({ text }, mutations) => {
        const bytes = encode(mutations.reduce(mutate, text));
        checkAccount(bytes, scan(bytes).all, punctuationOrFields);
      }),
      { numRuns: 1500 },
    );
  });

  it('accounts for every byte of bytes that never were a log', () => {
    const byte = fc.constantFrom(...encode('"\\{}[]:,\n\r e1'), 0, 0xff, 0xc3);
    fc.assert(
      fc.property(
        fc
          .uint8Array({ maxLength: 60 })
          .chain((any) => fc.array(byte, { maxLength: 80 }).map((list) => [any, list])),
        (parts) => {
          for (const part of parts) {
            const bytes = Uint8Array.from(part);
            checkAccount(bytes, scan(bytes).all, punctuationOrFields);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('keeps every other line of a file of lines', () => {
    fc.assert(
      fc.property(
        fc.tuple(...[0, 1, 2, 3, 4].map((index) => recordValue(`Operation${index}x`))),
        which,
        mutation,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('', '\ufeff'),
        (values, broken, how, eol, bom) => {
          const records = values.map((value) => JSON.stringify(value));
          assert.deepEqual(
            lost(records, broken, how, (lines) => bom + lines.map((line) => line + eol).join('')),
            [],
          );
        },
      ),
      { numRuns: 1500 },
    );
  });

  for (const [name, layOut] of Object.entries({
    'one line below an envelope’s key': (records: readonly string[]) => `{"Records":[${records.join(',')}]}`,
    'an array on one line': (records: readonly string[]) => `[${records.join(',')}]`,
    'an array with a record on each line': (records: readonly string[]) => `[${records.join(',\n')}]`,
    'records without anything between them': (records: readonly string[]) => records.join(''),
  })) {
    it(`keeps the other records of ${name}`, () => {
      fc.assert(
        fc.property(which, mutation, (broken, how) => {
          fc.pre(!isFirstKey(broken, how));
          assert.deepEqual(lost(FIVE, broken, how, layOut), []);
        }),
        { numRuns: 1500 },
      );
    });
  }

  it('keeps the other records of a pretty-printed envelope', () => {
    const pretty = FIVE.map((record) =>
      JSON.stringify(JSON.parse(record), null, 2).replaceAll('\n', '\n    '),
    );
    fc.assert(
      fc.property(which, mutation, (broken, how) => {
        fc.pre(!isFirstKey(broken, how));
        assert.deepEqual(
          lost(
            pretty,
            broken,
            how,
            (records) => `{\n  "Records": [\n    ${records.join(',\n    ')}\n  ]\n}\n`,
          ),
          [],
        );
      }),
      { numRuns: 1500 },
    );
  });

  it('skips wrong elements of an array, and nothing else', () => {
    const good = '{"eventName":"X","eventSource":"s"}';
    for (const wrong of [
      '1',
      '"text, with {brackets} and \\"quotes\\""',
      'null',
      '[1,[2,{"a":"]"}]]',
      '[]',
      '-1e5',
      'undefined',
    ]) {
      const text = `[${good},${wrong},${good}, ${wrong} ]`;
      const { records, skipped } = scan(encode(text));
      assert.equal(records.length, 2, wrong);
      assert.deepEqual(
        skipped.map(({ offset, length }) => text.slice(offset, offset + length).trimEnd()),
        [wrong, wrong],
      );
    }
  });

  it('skips a record whose brackets do not match', () => {
    const good = '{"eventName":"X","eventSource":"s"}';
    for (const bad of ['{"a":[1}}', '{"a":[}', '{"a":{]}', '{"a":1]}', '{"a":[[1]}]']) {
      const { records, skipped } = scan(encode(`${bad}\n${good}`));
      assert.deepEqual(
        records.map(({ offset }) => offset),
        [bad.length + 1],
        bad,
      );
      assert.match(skipped[0]?.reason ?? '', /closes nothing that is open here/);
    }
  });

  it('does not take the end of a list inside a broken record for the end of all records', () => {
    const good = '{"eventName":"X","eventSource":"s"}';
    const bad = '{bad,"c":{"items":[{"a":1},{"d":1}]},"e":{"items":[{"f":1}]}}';
    for (const [before, after] of [
      ['{"Records":[', ']}'],
      ['{"Records":[', '],"next":null}'],
      ['[', ']'],
    ]) {
      const { records, end } = scan(encode(`${before}${bad},${good},${good}${after}`));
      const goods = records.filter(({ length }) => length === good.length);
      assert.deepEqual(
        goods.map(({ nesting }) => nesting),
        Array(2).fill(before === '[' ? 'array' : 'envelope'),
      );
      assert.equal(end, null);
    }
  });

  it('skips a record that is nested too deeply, and reads the next', () => {
    const nested = (levels: number) =>
      `{"eventName":"X","deep":${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}}`;
    const text = [nested(MAX_DEPTH - 2), nested(MAX_DEPTH), nested(200_000), nested(2)].join('\n');
    const { records, skipped } = scan(encode(text));
    assert.equal(records.length, 2);
    assert.deepEqual(
      skipped.map(({ reason }) => reason),
      [`nested more than ${MAX_DEPTH} levels deep`, `nested more than ${MAX_DEPTH} levels deep`],
    );
  });

  it('says where an input was cut off', () => {
    const record = FIVE[0] ?? '';
    assert.equal(
      scan(encode(`{"Records":[${record},${record.slice(0, 99)}`)).end,
      'the input is cut off inside a record',
    );
    assert.equal(
      scan(encode(`{"Records":[${record}`)).end,
      'the input is cut off before the end of its list of records',
    );
    assert.equal(
      scan(encode(`{"Records":[${record}],"next`)).end,
      'the input is cut off before the end of its list of records',
    );
    assert.equal(scan(encode(`{"Records":[${record}]}`)).end, null);
  });

  it('skips padding of zero bytes as such', () => {
    const { skipped } = scan(encode(`${FIVE[0]}\n${'\0'.repeat(5000)}`));
    assert.deepEqual(
      skipped.map(({ length, reason }) => [length, reason]),
      [[5000, 'padding (zero bytes)']],
    );
  });

  it('needs no more than a few passes for the worst input', () => {
    const good = '{"eventName":"X","eventSource":"s"}\n';
    const worst = [
      '[',
      '{',
      '}',
      ']',
      '"',
      '\\',
      '"\\"',
      '[[\n',
      '{"a":',
      '{"a":\n',
      '{"a":[',
      '{"eventName":',
      '{"eventName":\n',
      ',{"a":1},',
      '[{"a":1},',
      '{"eventName":"X",',
      '{"eventName":{"b"}',
      '{x\n',
      '{"x',
      '"x\n',
      ' ',
      '\0',
      '{"Records":[',
      '{"Records":[{"eventName":"X"}',
      '[{"Records":',
      '{  ',
      '{\n',
      ']}',
      '"\\\n',
    ];
    for (const piece of worst) {
      for (const head of ['', good]) {
        const bytes = encode(head + piece.repeat(10_000 / piece.length));
        // Bytes that are read are counted, so that no slow machine decides.
        const { bytes: counted, reads } = countingReads(bytes);
        new RecordScanner().scan(counted, 0, true, NOTHING);
        assert.ok(
          reads() < 60 * bytes.length,
          `${JSON.stringify(head + piece)}: each byte was read ${reads() / bytes.length} times`,
        );
      }
    }
  });
});

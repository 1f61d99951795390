import fc from 'fast-check';
import { readRecords } from '../../../src/core/formats/readRecords.js';
import { checkEveryByte, writtenAs } from '../../fuzz/checkText.js';
import { readEverything } from '../../support/everything.js';
import { mutate, mutation } from '../../support/mutations.js';
import { inPieces } from '../../support/streams.js';
import { FIXTURES } from './shapes/fixtures.js';

const LAYOUTS: Readonly<Record<string, (records: readonly unknown[]) => string>> = {
  lines: (records) => records.map((record) => JSON.stringify(record)).join('\n'),
  list: (records) => JSON.stringify(records),
  'indented list': (records) => JSON.stringify(records, null, 2),
  Records: (records) => JSON.stringify({ Records: records }),
  page: (records) => JSON.stringify({ count: records.length, value: records, nextLink: null }, null, 2),
};

const ENCODINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
};

describe('records and what was skipped', function () {
  this.timeout(30_000);

  for (const [layout, layOut] of Object.entries(LAYOUTS)) {
    it(`account for every byte, whatever was done to ${layout} of real shapes`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...FIXTURES), { minLength: 1, maxLength: 5 }),
          fc.array(mutation, { maxLength: 5 }),
          fc.constantFrom(...Object.keys(ENCODINGS)),
          fc.integer({ min: 1, max: 5000 }),
          async (fixtures, mutations, encoding, piece) => {
            const text = mutations.reduce(mutate, layOut(fixtures.map(({ record }) => record)));
            const bytes = ENCODINGS[encoding]?.(text) ?? Buffer.alloc(0);
            const read = await readEverything((reader) =>
              readRecords('file:///log', inPieces(bytes, piece), reader),
            );
            checkEveryByte(await writtenAs(bytes), read);
          },
        ),
        { numRuns: 200 },
      );
    });
  }
});

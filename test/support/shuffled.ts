import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Analysis } from '../../src/core/model.js';
import { analyse, analyseRecords } from './analyse.js';
import type { Json } from './cloudTrail.js';

/**
 * Asserts that what an analysis says does not depend on the order of the records, nor on how they lie in files; answers
 * what it says. `says` leaves out what may differ: places.
 */
export async function sameInAnyOrder<T>(
  records: readonly Json[],
  says: (analysis: Analysis) => T,
): Promise<T> {
  const expected = says(await analyseRecords(records));
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...records], { minLength: records.length }),
      fc.array(fc.nat(4), { minLength: records.length, maxLength: records.length }),
      async (shuffled, files) => {
        const inputs: Record<string, Json[]> = {};
        shuffled.forEach((record, index) => {
          const name = `file-${files[index]}.json`;
          inputs[name] = [...(inputs[name] ?? []), record];
        });
        assert.deepEqual(says(await analyse(inputs)), expected);
      },
    ),
    { numRuns: 40 },
  );
  return expected;
}

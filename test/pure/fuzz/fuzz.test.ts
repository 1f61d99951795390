import { fuzzCase } from '../../fuzz/fuzzCase.js';

const CASES = 400;
const CASES_A_TEST = 50;

/** A short version of `npm run fuzz`, always of the same cases. */
describe('mutated inputs', function () {
  this.timeout(60_000);

  for (let from = 0; from < CASES; from += CASES_A_TEST) {
    it(`are read without a crash or a silent loss: seeds ${from} to ${from + CASES_A_TEST - 1}`, async () => {
      for (let seed = from; seed < from + CASES_A_TEST; seed++) {
        await fuzzCase(seed).catch((error: unknown) => {
          throw new Error(`npm run fuzz -- 1 ${seed}`, { cause: error });
        });
      }
    });
  }
});

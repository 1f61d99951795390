import assert from 'node:assert/strict';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import { pack, unpack, unpackable } from '../../../src/core/catalogue/packed.js';
import { allRows } from '../../../src/core/catalogue/rows.js';
import { readAll } from '../../../src/core/catalogue/serviceRows.js';

/** The build that ships carries the catalogue packed: this shows that it is the same catalogue. */
describe('packed catalogue', () => {
  const { operations } = loadCatalogue();
  const packed = pack(allRows());

  it('holds the very rows, without what only a reviewer reads', () => {
    const byName = new Map(
      readAll(unpack(packed)).map((row) => [`${row.cloud} ${row.service} ${row.operation}`, row]),
    );
    assert.equal(byName.size, operations.length);
    for (const operation of operations) {
      const { cloud, service } = operation;
      assert.deepEqual(byName.get(`${cloud} ${service} ${operation.operation}`), {
        ...operation,
        confidence: null,
        fact: null,
        note: null,
      });
    }
  });

  it('can tell every text of a row from its own marks', () => {
    assert.deepEqual(
      operations.flatMap((operation) => unpackable(operation) ?? []),
      [],
    );
  });

  it('reads a row once, and only when asked', () => {
    const [service] = unpack(packed);
    assert.ok(service !== undefined);
    assert.equal(service.read(0), service.read(0));
  });

  it('is small', () => {
    const bytes = JSON.stringify(packed).length;
    assert.ok(bytes < 220_000, `${bytes} bytes`);
  });
});

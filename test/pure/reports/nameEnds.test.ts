import { strict as assert } from 'node:assert';
import { nameEnd, nameEnds } from '../../../src/core/reports/nameEnds.js';

describe('The ends of names', () => {
  it('stand for long ones; short ones stand whole', () => {
    assert.equal(nameEnd('snap-0c1d2e3f5e1f2a3b4'), '…e1f2a3b4');
    assert.equal(nameEnd('payroll-copy'), 'payroll-copy');
    assert.equal(nameEnd('arn:aws:rds:us-east-1:111122223333:snapshot:payroll-copy'), 'payroll-copy');
  });

  it('are as long as it takes to tell them apart', () => {
    assert.deepEqual(
      nameEnds([
        'orders-db-20240514-nightly',
        'orders-db-20240515-nightly',
        'ledger-db-20240515-nightly',
        'snap-0bac0000000000000',
        'snap-0bac0000000000001',
        'payroll-copy',
      ]),
      [
        '…4-nightly',
        '…s-db-20240515-nightly',
        '…r-db-20240515-nightly',
        '…00000000',
        '…00000001',
        'payroll-copy',
      ],
    );
  });

  it('stand whole where one name is the end of another, or the same', () => {
    const name = 'db-20240515-nightly';
    assert.deepEqual(nameEnds([name, `x${name}`, name]), [name, `x${name}`, name]);
  });

  it('are bounded, and break no character', () => {
    const long = 'a'.repeat(100_000);
    assert.deepEqual(nameEnds([`b${long}`, `c${long}`]), ['…aaaaaaaa', '…aaaaaaaa']);
    const near = 'a'.repeat(63);
    assert.deepEqual(nameEnds([`${long}b${near}`, `${long}c${near}`]), [`…b${near}`, `…c${near}`]);
    assert.equal(nameEnd(`${'x'.repeat(20)}𝒳1234567`), '…1234567');
  });
});

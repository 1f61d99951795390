import { strict as assert } from 'node:assert';
import { fileName, shortId } from '../../../src/core/timeline/shortId.js';
import { withoutEndSlashes } from '../../../src/core/withoutEndSlashes.js';

describe('short ids', () => {
  const cases = [
    ['snap-0a1', 'snap-0a1'],
    ['arn:aws:ec2:us-east-1::snapshot/snap-0a1', 'snap-0a1'],
    ['arn:aws:rds:us-east-1:111122223333:snapshot:my-db', 'my-db'],
    ['arn:aws:rds:us-east-1:111122223333:snapshot:rds:my-db-2023-07-10', 'rds:my-db-2023-07-10'],
    ['/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/snapshots/disk1-snap', 'disk1-snap'],
    ['projects/p/global/snapshots/ds-1', 'ds-1'],
    ['trailing/', 'trailing'],
    ['/', '/'],
    ['', ''],
  ] as const;
  for (const [id, short] of cases) {
    it(`takes ${JSON.stringify(short)} from ${JSON.stringify(id)}`, () => assert.equal(shortId(id), short));
  }
});

describe('file names', () => {
  it('are decoded, and left alone when they cannot be', () => {
    assert.equal(fileName('file:///a/my%20trail.json'), 'my trail.json');
    assert.equal(fileName('file:///a/100%.json'), '100%.json');
  });
});

describe('slashes at the end of a path', () => {
  it('are left out, however many', () => {
    assert.equal(withoutEndSlashes('/a//b//'), '/a//b');
    assert.equal(withoutEndSlashes('///'), '');
    assert.equal(withoutEndSlashes(''), '');
  });

  it('are not looked for from each of very many inside it', () => {
    const path = `a${'/'.repeat(1_000_000)}b`;
    assert.equal(withoutEndSlashes(`${path}/`), path);
    assert.equal(shortId(path), 'b');
  });
});

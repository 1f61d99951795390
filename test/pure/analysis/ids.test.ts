import { strict as assert } from 'node:assert';
import { sameContent, textsHash } from '../../../src/core/contentHash.js';
import { analyseRecords } from '../../support/analyse.js';
import { deleteSnapshot } from '../../support/cloudTrail.js';

describe('Ids of events', () => {
  it('are of the form of ids, and tell texts from their parts', () => {
    assert.match(textsHash(['a']), /^[0-9a-f]{16}$/);
    const texts = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc'],
      ['abc', ''],
      ['abc', null],
      ['', 'abc'],
      [null, 'abc'],
      [],
    ];
    assert.equal(new Set(texts.map((list) => textsHash(list))).size, texts.length);
  });

  it('hardly ever meet', () => {
    const count = 100_000;
    const hashes = new Set(Array.from({ length: count }, (_, index) => textsHash(['snap', String(index)])));
    assert.equal(hashes.size, count);
  });

  it('are different even of records made to have one hash, and do not depend on their order', async () => {
    // What tells records apart at first sight is the same in all; what they say is not.
    const records = Array.from({ length: 30 }, (_, index) =>
      deleteSnapshot('snap-0a', '10:00:00', { eventID: 'x', sourceIPAddress: `198.51.100.${index}` }),
    );
    const { events } = await analyseRecords(records);
    assert.equal(new Set(events.map(({ id }) => id)).size, records.length);
    const byAddress = (list: typeof events) => list.map(({ id, sourceIp }) => `${sourceIp} ${id}`).sort();
    const turned = await analyseRecords([...records].reverse());
    assert.deepEqual(byAddress(turned.events), byAddress(events));
    const twice = await analyseRecords([...records, ...records]);
    assert.deepEqual([twice.events.length, twice.totals.duplicates], [records.length, records.length]);
  });

  it('sameContent sees what differs, at any depth', () => {
    assert.ok(sameContent({ a: [1, { b: null }] }, { a: [1, { b: null }] }));
    assert.ok(sameContent({ a: 1 }, { a: 1, b: undefined }));
    for (const [a, b] of [
      [{ a: [1] }, { a: [1, 2] }],
      [{ a: 1 }, { a: '1' }],
      [{ a: null }, {}],
      [[], {}],
      [{}, { b: 0 }],
    ])
      assert.equal(sameContent(a, b), false, JSON.stringify([a, b]));
  });
});

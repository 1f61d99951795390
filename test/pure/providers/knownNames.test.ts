import { strict as assert } from 'node:assert';
import { KNOWN } from '../../../src/core/analysis/readInput.js';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import { readRecords } from '../../../src/core/formats/readRecords.js';
import { mayBeKnown } from '../../../src/core/providers/readRecord.js';

/** How Google may write a name: with another version, or with none. */
function spellings(name: string): string[] {
  const bare = name.replace(/\.v\d\w*\./, '.');
  return name.startsWith('google.')
    ? [name, bare, bare.replace(/\.(\w+)$/, '.v2beta1.$1'), bare.replace(/\.(\w+\.\w+)$/, '.v1.$1')]
    : [name, `v1.${name}`, `beta.${name}`, name.toUpperCase()];
}

describe('names of the catalogue', () => {
  it('are never passed unseen, whatever API version a record writes', async () => {
    const written = [...loadCatalogue().names('gcp')]
      .flatMap(spellings)
      .filter((name) => mayBeKnown('gcp', name));
    assert.ok(written.length > 1_000, `${written.length} names`);
    const line = (name: string) =>
      `${JSON.stringify({
        logName: 'projects/p/logs/cloudaudit.googleapis.com%2Factivity',
        protoPayload: { serviceName: 's.googleapis.com', methodName: name },
        timestamp: '2024-03-05T10:00:00Z',
      })}\n`;
    const met = new Set<string>();
    const text = new TextEncoder().encode(['first', ...written].map(line).join(''));
    const pieces = (async function* () {
      yield text;
    })();
    const { records } = await readRecords('file:///log', pieces, {
      ...KNOWN,
      entry: ({ cloud, entry }) => met.add(KNOWN.operationOf(cloud, entry) ?? ''),
    });
    assert.equal(records, written.length + 1);
    assert.deepEqual(
      written.filter((name) => !met.has(name)),
      [],
    );
  });
});

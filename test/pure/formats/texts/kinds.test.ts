import { strict as assert } from 'node:assert';
import { TEXT_KINDS, textKind } from '../../../../src/core/formats/texts/kinds.js';
import { createSnapshot } from '../../../support/cloudTrail.js';
import { encode } from '../../../support/documents.js';

describe('kinds of text', () => {
  const event = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
  const texts = {
    json: [
      JSON.stringify({ Records: [event] }),
      JSON.stringify([event], null, 2),
      `${JSON.stringify(event)}\n${JSON.stringify(event)}`,
      '',
      'just text',
      'name,price\nbolt,3\n',
      'apiVersion: v1\nkind: Pod\n',
    ],
    csv: ['eventTime,eventName,eventSource\na,b,c\n'],
    yaml: ['---\ninsertId: a\nlogName: b\n', '- insertId: a\n  logName: b\n'],
    parquet: ['PAR1\u0015\u0000'],
  };

  it('are told by content, and no text is of two kinds', () => {
    for (const [id, samples] of Object.entries(texts)) {
      for (const sample of samples) {
        const told = TEXT_KINDS.filter(({ detect }) => detect(encode(sample))).map((kind) => kind.id);
        assert.deepEqual([...new Set(told)], id === 'json' ? ['json'] : [id, 'json'], sample);
        assert.equal(textKind(encode(sample)), id);
      }
    }
  });
});

import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { loadCatalogue } from '../../../../src/core/catalogue/catalogue.js';
import { operationShownAs } from '../../../../src/core/formats/shapes/azureDisplayNames.js';
import { base64Text } from '../../../../src/core/formats/shapes/base64.js';
import { nested } from '../../../../src/core/formats/shapes/columns.js';
import {
  innerJson,
  MAX_INNER_CHARACTERS,
  MAX_INNER_DEPTH,
} from '../../../../src/core/formats/shapes/innerJson.js';
import { parseStruct } from '../../../../src/core/formats/shapes/structText.js';
import {
  bigQueryTime,
  consoleTime,
  portalTime,
  powershellTime,
  usTimeInUtc,
} from '../../../../src/core/formats/shapes/writtenTimes.js';

/** Objects without a prototype compare as what they hold. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

describe('Times as tools write them', () => {
  for (const [read, written, expected] of [
    [usTimeInUtc, '4/28/2021, 2:32:14.029 PM', '2021-04-28T14:32:14.029Z'],
    [usTimeInUtc, '12/1/2021, 12:00:00 AM', '2021-12-01T00:00:00.000Z'],
    [usTimeInUtc, '12/1/2021, 12:00:00 PM', '2021-12-01T12:00:00.000Z'],
    [usTimeInUtc, '2021-04-28T14:32:14.029Z', '2021-04-28T14:32:14.029Z'],
    // A month 28 is a day in the wrong place; padded or marked otherwise it may be one.
    [usTimeInUtc, '28/4/2021, 2:32:14 PM', null],
    [usTimeInUtc, '04/05/2021, 2:32:14 PM', null],
    [usTimeInUtc, '4/5/2021, 2:32:14 pm', null],
    [usTimeInUtc, '4/5/2021, 14:32:14', null],
    [consoleTime, '2024-04-16T22:18:03Z', '2024-04-16T22:18:03.000Z'],
    [consoleTime, '2024-04-16, 10:18:03 PM', '2024-04-16T22:18:03.000Z'],
    [consoleTime, 'April 16, 2024, 22:18:03 (UTC+02:00)', '2024-04-16T20:18:03.000Z'],
    [consoleTime, 'April 16, 2024, 22:18:03', null],
    [consoleTime, '4/5/2024, 10:18:03 PM', null],
    [
      portalTime,
      'Wed Apr 28 2021 14:32:14 GMT+0200 (Central European Summer Time)',
      '2021-04-28T12:32:14.000Z',
    ],
    [portalTime, 'Wed Apr 28 2021 14:32:14', null],
    [portalTime, '4/5/2021, 2:32:14 PM', null],
    [powershellTime, '/Date(1620000000000)/', '2021-05-03T00:00:00.000Z'],
    [powershellTime, '/Date(1620000000000+0200)/', '2021-05-03T00:00:00.000Z'],
    [powershellTime, '/Date(x)/', null],
    [bigQueryTime, '2023-07-10 12:11:27.123456 UTC', '2023-07-10T12:11:27.123Z'],
    [bigQueryTime, '1.688991087123456E9', '2023-07-10T12:11:27.123Z'],
    [bigQueryTime, 1688991087, '2023-07-10T12:11:27.000Z'],
    [bigQueryTime, 'yesterday', null],
  ] as const) {
    it(`${read.name} reads ${written} as ${expected}`, () => {
      assert.equal(read(written), expected);
    });
  }
});

describe('Structs as Athena prints them', () => {
  it('are read with all that is in them', () => {
    assert.deepEqual(
      plain(
        parseStruct(
          '{type=IAMUser, arn=arn:aws:iam::1:user/a=b, invokedby=null, s={l=[a, {b=c}], e={}, n=}}',
        ),
      ),
      {
        type: 'IAMUser',
        arn: 'arn:aws:iam::1:user/a=b',
        invokedby: null,
        s: { l: ['a', { b: 'c' }], e: {}, n: null },
      },
    );
  });

  it('say nothing where the text is not certain', () => {
    for (const text of [
      // A name that pretends to be the next member.
      '{principalid=AROA:x, accountid=444455556666, accountid=111122223333}',
      '{a=}b}',
      '{a=b',
      '{a=b} {c=d}',
      '{a=b, }',
      '{"a":1}',
      'a=b',
      '',
      `${'{a='.repeat(300)}`,
    ]) {
      assert.equal(parseStruct(text), null, text);
    }
  });

  it('never pollute a prototype', () => {
    parseStruct('{__proto__={polluted=yes}}');
    nested({ '__proto__.polluted': 'yes', 'constructor.prototype.polluted': 'yes' });
    assert.equal(({} as { readonly polluted?: unknown }).polluted, undefined);
  });
});

describe('Columns named by paths', () => {
  it('become the object that they were', () => {
    assert.deepEqual(
      plain(
        nested({
          'a.b': '1',
          'a.c[0].d': 'x',
          'a.c[1].d': '',
          'a.e.0': 'p',
          'a.e.1': 'q',
          f: '{"g":[1]}',
          'f.h': 'y',
        }),
      ),
      { a: { b: '1', c: [{ d: 'x' }], e: ['p', 'q'] }, f: { g: [1], h: 'y' } },
    );
  });

  it('keep what was there first, and names that are no paths', () => {
    assert.deepEqual(plain(nested({ a: 'x', 'a.b': 'y', '.c': 'z', [`d${'.e'.repeat(40)}`]: 'deep' })), {
      a: 'x',
      '.c': 'z',
      [`d${'.e'.repeat(40)}`]: 'deep',
    });
  });
});

describe('Base64', () => {
  it('gives back any text, in either alphabet, padded or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const encoded = Buffer.from(text).toString('base64');
        for (const form of [encoded, encoded.replace(/=+$/, ''), Buffer.from(text).toString('base64url')]) {
          assert.equal(base64Text(form), text);
        }
      }),
    );
  });

  it('is refused when it is none, no UTF-8, or too long', () => {
    for (const text of [
      '!',
      'A',
      'AB=',
      'QUJD=',
      'QU JD',
      'é',
      '////',
      '=',
      'QQ==QQ==',
      'A'.repeat(MAX_INNER_CHARACTERS + 4),
    ]) {
      assert.equal(base64Text(text), null, text.slice(0, 20));
    }
  });
});

describe('JSON inside a string', () => {
  it('is bounded in depth, brackets in texts not counted', () => {
    const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    assert.equal(innerJson(deep(MAX_INNER_DEPTH), 'x').problem, null);
    assert.equal(innerJson(deep(MAX_INNER_DEPTH + 1), 'x').problem, 'x is nested more than 200 levels deep');
    assert.deepEqual(innerJson(JSON.stringify(['[\\"'.repeat(300)]), 'x').values, [['[\\"'.repeat(300)]]);
  });

  it('is nothing, without a complaint, where the string is plain text', () => {
    assert.deepEqual(innerJson('GET / 200', 'x'), { values: [], problem: null });
  });
});

describe('Display names of Azure operations', () => {
  it('lead to operations, and only for things of their type', () => {
    assert.equal(operationShownAs('Delete Snapshot', null), 'Microsoft.Compute/snapshots/delete');
    assert.equal(
      operationShownAs(' delete snapshot ', 'microsoft.compute/Snapshots'),
      'Microsoft.Compute/snapshots/delete',
    );
    assert.equal(operationShownAs('Delete Snapshot', 'Microsoft.NetApp/snapshots'), null);
    assert.equal(operationShownAs('Delete Snapshots', null), null);
  });

  it('are of operations that the catalogue knows', () => {
    for (const name of [
      'Create or Update Snapshot',
      'Get Snapshot SAS URI',
      'Revoke Disk SAS URI',
      'Create or Update Image',
    ]) {
      const operation = operationShownAs(name, null);
      assert.ok(operation !== null && loadCatalogue().find('azure', 'Microsoft.Compute', operation), name);
    }
  });
});

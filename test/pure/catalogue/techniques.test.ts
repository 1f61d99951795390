import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { attackUrl } from '../../../src/core/catalogue/attack/attack.js';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import {
  ATTACK_VERSION,
  findTechnique,
  techniques,
  techniquesFor,
} from '../../../src/core/catalogue/techniques.js';
import { ACTIONS, type ResourceKind } from '../../../src/core/model.js';

/** ATT&CK v19 has fifteen tactics; these are the ones that snapshots touch. */
const TACTICS = new Set(['Defense Impairment', 'Exfiltration', 'Impact', 'Discovery', 'Collection']);
const TEXTS = ['what', 'snapshots', 'normal', 'check'] as const;

describe('techniques', () => {
  it('are sorted by id, with name, tactics and address', () => {
    const ids = techniques.map(({ id }) => id);
    assert.deepEqual(ids, [...ids].sort());
    for (const { id, name, tactics, url } of techniques) {
      assert.match(id, /^T1\d{3}(?:\.\d{3})?$/);
      assert.notEqual(name, '');
      assert.ok(
        tactics.length > 0 && tactics.every((tactic) => TACTICS.has(tactic)),
        `${id}: ${tactics.join()}`,
      );
      assert.equal(url, `https://attack.mitre.org/techniques/${id.replace('.', '/')}`);
    }
  });

  it('have the T1578 family under Defense Impairment, as from ATT&CK v19', () => {
    assert.equal(ATTACK_VERSION, '19');
    const family = techniques.filter(({ id }) => id.startsWith('T1578'));
    assert.equal(family.length, 6);
    for (const { tactics } of family) assert.deepEqual(tactics, ['Defense Impairment']);
  });

  for (const technique of techniques) {
    it(`${technique.id} is explained in a few plain sentences`, () => {
      for (const key of TEXTS) {
        const text = technique[key];
        const sentences = text.split(/[.?!](?:\s|$)/).filter((sentence) => sentence !== '');
        assert.ok(sentences.length >= 1 && sentences.length <= 4, `${key}: ${sentences.length} sentences`);
        assert.match(text, /^[A-Z].*\.$/, key);
        assert.doesNotMatch(text, /[<>`*_|[\]]/, `${key}: plain text, no markup`);
      }
    });
  }

  it('say what they say in our own words', function () {
    const mission = '../shared/reference/mission-ds0020.txt';
    if (!existsSync(mission)) return this.skip();
    const words = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const runs = (list: readonly string[]) =>
      list.slice(0, Math.max(0, list.length - 6)).map((_, at) => list.slice(at, at + 7).join(' '));
    const theirs = new Set(runs(words(readFileSync(mission, 'utf8'))));
    const copied = techniques.flatMap((technique) =>
      TEXTS.flatMap((key) => runs(words(technique[key])).filter((run) => theirs.has(run))),
    );
    assert.deepEqual(copied, []);
  });

  it('are each used by some operation, and none is unknown', () => {
    const used = new Set(
      loadCatalogue().operations.flatMap((operation) => [
        ...(operation.techniques ?? techniquesFor(operation.action, operation.resources)),
        ...operation.cases.flatMap(
          (item) => item.techniques ?? techniquesFor(item.action, operation.resources),
        ),
        ...(operation.share === null ? [] : techniquesFor('share', operation.resources)),
      ]),
    );
    assert.deepEqual(
      [...used].filter((id) => findTechnique(id) === undefined),
      [],
    );
    assert.deepEqual(
      techniques.map(({ id }) => id).filter((id) => !used.has(id)),
      [],
    );
  });

  it('give an address for any technique id', () => {
    assert.equal(attackUrl('T1098.003'), 'https://attack.mitre.org/techniques/T1098/003');
    assert.equal(findTechnique('T1098.003'), undefined);
  });
});

describe('techniquesFor', () => {
  const on = (kind: ResourceKind) => [{ role: 'subject', kind }] as const;
  const to = (kind: ResourceKind) => [{ role: 'result', kind }] as const;

  const table = [
    ['create', on('snapshot'), ['T1578.001']],
    ['copy', on('snapshot'), ['T1578.001']],
    ['share', on('snapshot'), ['T1537']],
    ['unshare', on('snapshot'), ['T1578']],
    ['modify', on('snapshot'), ['T1578']],
    ['restore', to('volume'), ['T1578']],
    ['restore', to('database'), ['T1578']],
    ['restore', to('instance'), ['T1578.002']],
    ['use', on('volume'), ['T1578']],
    ['read', on('snapshot'), ['T1530']],
    ['export', on('snapshot'), ['T1537']],
    ['delete', on('snapshot'), ['T1485', 'T1490']],
    ['delete', on('image'), ['T1485', 'T1490']],
    ['delete', on('recoveryPoint'), ['T1485', 'T1490']],
    ['delete', on('vault'), ['T1485', 'T1490']],
    ['delete', on('instance'), ['T1578.003']],
    ['delete', on('policy'), ['T1490']],
    ['delete', on('volume'), ['T1485']],
    ['delete', on('database'), ['T1485']],
    ['recover', on('snapshot'), []],
    ['enumerate', on('snapshot'), ['T1580']],
    ['describe', on('snapshot'), ['T1580']],
    ['schedule', on('policy'), ['T1578']],
    ['protect', on('snapshot'), []],
    ['unprotect', on('snapshot'), ['T1490']],
    ['context', on('identity'), []],
  ] as const;

  for (const [action, resources, expected] of table) {
    it(`${action} of ${resources.map(({ role, kind }) => `${role} ${kind}`).join()}`, () => {
      assert.deepEqual(techniquesFor(action, resources), expected);
    });
  }

  it('knows every action', () => {
    const tested = new Set<string>(table.map(([action]) => action));
    assert.deepEqual(
      ACTIONS.filter((action) => !tested.has(action)),
      [],
    );
  });

  it('takes a machine that was deleted as a machine, not as the result of something', () => {
    assert.deepEqual(techniquesFor('delete', [...to('snapshot'), ...on('instance')]), ['T1578.003']);
  });
});

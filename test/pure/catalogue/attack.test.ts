import assert from 'node:assert/strict';
import {
  attackBasis,
  attackComponents,
  attackTechnique,
  attackTechniques,
  DATA_SOURCE,
} from '../../../src/core/catalogue/attack/attack.js';
import {
  ATTACK_VERSIONS,
  isAttackVersion,
  NEWEST_ATTACK_VERSION,
} from '../../../src/core/catalogue/attack/versions.js';
import { findTechnique, techniques, techniquesIn } from '../../../src/core/catalogue/techniques.js';
import { COMPONENTS } from '../../../src/core/model.js';

/** The technique table of the data source's own page, version 1.0. */
const DS0020 = {
  'Snapshot Creation': ['T1537', 'T1578', 'T1578.001'],
  'Snapshot Deletion': ['T1485', 'T1490', 'T1578'],
  'Snapshot Enumeration': ['T1580'],
  'Snapshot Metadata': ['T1537', 'T1578', 'T1578.001'],
  'Snapshot Modification': ['T1537', 'T1578'],
};

describe('ATT&CK by version', () => {
  it('has the newest version last, and takes no other', () => {
    assert.equal(ATTACK_VERSIONS.at(-1), NEWEST_ATTACK_VERSION);
    assert.ok(isAttackVersion('17.1') && isAttackVersion('19'));
    assert.ok(!isAttackVersion('20') && !isAttackVersion(19));
    for (const version of ATTACK_VERSIONS) assert.match(attackBasis(version), /^[A-Z].*\.$/);
  });

  it('has the data source with its five components and the techniques that it names', () => {
    const { id, version, deprecatedIn } = DATA_SOURCE;
    assert.deepEqual({ id, version, deprecatedIn }, { id: 'DS0020', version: '1.0', deprecatedIn: '18.0' });
    const components = attackComponents('17.1');
    assert.deepEqual(Object.fromEntries(components.map(({ name, techniques: ids }) => [name, ids])), DS0020);
    assert.ok(components.every((component) => component.id === 'DS0020'));
  });

  it('has the successors of the components', () => {
    const ids = Object.fromEntries(attackComponents('18.1').map(({ name, id }) => [name, id]));
    assert.deepEqual(ids, {
      'Snapshot Creation': 'DC0057',
      'Snapshot Deletion': 'DC0049',
      'Snapshot Enumeration': 'DC0047',
      'Snapshot Metadata': 'DC0062',
      'Snapshot Modification': 'DC0058',
    });
    for (const { url, id, name } of attackComponents('19')) {
      assert.equal(url, `https://attack.mitre.org/datacomponents/${id}`);
      assert.ok(COMPONENTS.includes(name));
    }
  });

  it('tells techniques by component and components by technique alike', () => {
    for (const version of ATTACK_VERSIONS) {
      for (const { name, techniques: ids } of attackComponents(version)) {
        if (ids === null) continue;
        const back = attackTechniques(version).filter(({ components }) => components?.includes(name));
        assert.deepEqual(back.map(({ id }) => id).sort(), ids, `${version} ${name}`);
      }
    }
  });

  it('moves the T1578 family from Defense Evasion to Defense Impairment', () => {
    assert.deepEqual(attackTechnique('T1578.001', '17.1')?.tactics, ['Defense Evasion']);
    assert.deepEqual(attackTechnique('T1578.001', '18.1')?.tactics, ['Defense Evasion']);
    assert.deepEqual(attackTechnique('T1578.001', '19')?.tactics, ['Defense Impairment']);
  });

  it('knows a technique by its old and its new id', () => {
    for (const id of ['T1562.008', 'T1685.002']) {
      assert.equal(attackTechnique(id, '18.1')?.id, 'T1562.008');
      assert.equal(attackTechnique(id, '18.1')?.name, 'Disable or Modify Cloud Logs');
      assert.equal(attackTechnique(id, '19')?.id, 'T1685.002');
      assert.equal(attackTechnique(id, '19')?.url, 'https://attack.mitre.org/techniques/T1685/002');
    }
    assert.equal(attackTechnique('T9999', '19'), undefined);
  });

  it('says what it does not know of the newest version, and invents nothing', () => {
    assert.equal(attackTechnique('T1666', '19')?.tactics, null);
    for (const { components, platforms, strategy } of attackTechniques('19')) {
      assert.deepEqual(
        { components, platforms, strategy },
        { components: null, platforms: null, strategy: null },
      );
    }
    assert.ok(attackComponents('19').every((component) => component.techniques === null));
  });

  it('has the detection strategies of the version that brought them', () => {
    for (const { id, strategy, analytics, platforms } of attackTechniques('18.1')) {
      assert.match(strategy ?? '', /^DET\d{4}$/, id);
      for (const analytic of analytics) assert.match(analytic, /^AN\d{4}$/);
      if (platforms !== null) assert.ok(platforms.includes('IaaS'), id);
    }
    assert.equal(attackTechnique('T1578.001', '18.1')?.strategy, 'DET0423');
    assert.equal(attackTechnique('T1578.001', '17.1')?.strategy, null);
  });

  it('gives the techniques of the catalogue in any version, the newest when none is asked for', () => {
    assert.deepEqual(techniquesIn('19'), techniques);
    assert.equal(findTechnique('T1578'), findTechnique('T1578', '19'));
    assert.deepEqual(findTechnique('T1578', '17.1')?.tactics, ['Defense Evasion']);
    assert.equal(findTechnique('T1578', '17.1')?.what, findTechnique('T1578')?.what);
    for (const version of ATTACK_VERSIONS) {
      for (const { tactics } of techniquesIn(version)) assert.ok(tactics.length > 0);
    }
  });
});

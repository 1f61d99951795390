import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildCatalogue, loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import { rowsOf } from '../../../src/core/catalogue/rows.js';
import aliases from '../../../src/core/catalogue/serviceAliases.json';
import { readAll } from '../../../src/core/catalogue/serviceRows.js';

const row = {
  service: 'ec2.amazonaws.com',
  operation: 'CreateSnapshot',
  action: 'create',
  component: 'Snapshot Creation',
  resources: ['subject snapshot responseElements.snapshotId'],
  confidence: 'model',
  fact: 'a test',
};
const read = (...rows: unknown[]) => readAll(rowsOf('test.json', 'aws', rows));

describe('Catalogue.find', () => {
  const catalogue = loadCatalogue();

  it('finds every operation by its own name', () => {
    for (const operation of catalogue.operations) {
      assert.equal(catalogue.find(operation.cloud, operation.service, operation.operation), operation);
    }
  });

  it('finds an operation in any letter case', () => {
    const anyCase = (text: string) =>
      fc
        .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
        .map((upper) => [...text].map((c, i) => (upper[i] ? c.toUpperCase() : c.toLowerCase())).join(''));
    fc.assert(
      fc.property(
        anyCase('Microsoft.Compute'),
        anyCase('Microsoft.Compute/snapshots/write'),
        (service, name) => {
          assert.equal(
            catalogue.find('azure', service, name)?.operation,
            'Microsoft.Compute/snapshots/write',
          );
        },
      ),
    );
  });

  it('looks through the API version of Google names', () => {
    for (const version of ['', 'v1.', 'beta.', 'alpha.', 'v2.']) {
      const found = catalogue.find('gcp', 'compute.googleapis.com', `${version}compute.snapshots.insert`);
      assert.equal(found?.operation, 'compute.snapshots.insert', version);
    }
    assert.equal(
      catalogue.find('gcp', 'compute.googleapis.com', 'gamma.compute.snapshots.insert'),
      undefined,
    );
  });

  it('wants the service as well as the name', () => {
    assert.equal(catalogue.find('aws', 'memorydb.amazonaws.com', 'CopyDBSnapshot'), undefined);
    assert.equal(catalogue.find('gcp', 'ec2.amazonaws.com', 'CreateSnapshot'), undefined);
  });

  it('looks through the version within the package of Google names', () => {
    const find = (name: string) => catalogue.find('gcp', 'alloydb.googleapis.com', name)?.operation;
    for (const version of ['v1', 'v1beta', 'v1alpha', 'v2beta1']) {
      assert.equal(
        find(`google.cloud.alloydb.${version}.AlloyDBAdmin.CreateBackup`),
        'google.cloud.alloydb.v1.AlloyDBAdmin.CreateBackup',
      );
    }
    assert.equal(find('google.cloud.alloydb.vx.AlloyDBAdmin.CreateBackup'), undefined);
  });

  it('takes the other names that services log under', () => {
    const table = [
      ['aws', 'neptune.amazonaws.com', 'CreateDBClusterSnapshot', 'rds.amazonaws.com'],
      ['aws', 'docdb.amazonaws.com', 'CopyDBClusterSnapshot', 'rds.amazonaws.com'],
      ['aws', 'opensearch.amazonaws.com', 'UpdateDomainConfig', 'es.amazonaws.com'],
      ['aws', 'keyspaces.amazonaws.com', 'RestoreTable', 'cassandra.amazonaws.com'],
      ['aws', 'cloudhsmv2.amazonaws.com', 'DeleteBackup', 'cloudhsm.amazonaws.com'],
      ['aws', 'EFS.amazonaws.com', 'putBackupPolicy', 'elasticfilesystem.amazonaws.com'],
      ['aws', 'memory-db.amazonaws.com', 'CopySnapshot', 'memorydb.amazonaws.com'],
      ['gcp', 'sqladmin.googleapis.com', 'cloudsql.instances.restoreBackup', 'cloudsql.googleapis.com'],
    ] as const;
    for (const [cloud, alias, name, service] of table) {
      assert.equal(catalogue.find(cloud, alias, name)?.service, service, alias);
    }
    for (const { cloud, alias, service } of aliases) {
      assert.ok(
        catalogue.operations.some((row) => row.cloud === cloud && row.service === service),
        `${alias} stands for ${service}`,
      );
      assert.ok(!catalogue.operations.some((row) => row.cloud === cloud && row.service === alias), alias);
    }
  });

  it('is not fooled by names of Object.prototype', () => {
    assert.equal(catalogue.find('aws', 'ec2.amazonaws.com', '__proto__'), undefined);
    assert.equal(catalogue.find('aws', '', 'constructor'), undefined);
  });

  it('lists the names of a cloud once, without version', () => {
    const names = [...catalogue.names('gcp')];
    assert.ok(names.includes('compute.snapshots.insert'));
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.every((name) => !name.startsWith('v1.')));
    assert.ok(catalogue.hasName('gcp', 'beta.compute.snapshots.INSERT'));
    assert.ok(!catalogue.hasName('aws', 'compute.snapshots.insert'));
    assert.ok(![...catalogue.names('aws')].includes('compute.snapshots.insert'));
  });

  it('is read once', () => {
    assert.equal(loadCatalogue(), catalogue);
  });
});

describe('reading the catalogue', () => {
  it('reads a row', () => {
    const [operation] = read({
      ...row,
      needs: ['snapshot', 'chain', 'requestParameters.x[=0]'],
      versions: 'v1,beta',
    });
    assert.deepEqual(operation, {
      ...row,
      cloud: 'aws',
      versions: ['v1', 'beta'],
      techniques: null,
      resources: [{ role: 'subject', kind: 'snapshot', path: 'responseElements.snapshotId' }],
      needs: [
        { type: 'kind', kind: 'snapshot' },
        { type: 'chain' },
        { type: 'path', path: 'requestParameters.x[=0]' },
      ],
      share: null,
      cases: [],
      logged: true,
      note: null,
    });
  });

  it('lets a case take the component of its row, and its techniques when the action is the same', () => {
    const cases = [
      { if: 'a', action: 'create' },
      { if: 'b', action: 'copy' },
      { if: 'c', action: 'modify', component: null, techniques: ['T1578'] },
    ];
    const [operation] = read({ ...row, techniques: ['T1537'], cases });
    assert.deepEqual(operation?.cases, [
      { if: 'a', action: 'create', component: 'Snapshot Creation', techniques: ['T1537'] },
      { if: 'b', action: 'copy', component: 'Snapshot Creation', techniques: null },
      { if: 'c', action: 'modify', component: null, techniques: ['T1578'] },
    ]);
  });

  const bad: readonly (readonly [string, unknown, RegExp])[] = [
    ['a row that is no object', 'CreateSnapshot', /test\.json, line 3: not an object/],
    [
      'a row without a service',
      { ...row, service: undefined },
      /line 3 \(CreateSnapshot\): service must be a text/,
    ],
    ['an empty name', { ...row, operation: '' }, /operation must be a text/],
    ['an unknown field', { ...row, resource: [] }, /unknown field resource/],
    ['an unknown action', { ...row, action: 'destroy' }, /action "destroy" is not known/],
    ['an unknown component', { ...row, component: 'Creation' }, /component "Creation" is not known/],
    ['an unknown technique', { ...row, techniques: ['T1478'] }, /unknown technique T1478/],
    ['an unknown role', { ...row, resources: ['object snapshot a'] }, /role of a resource "object"/],
    ['an unknown kind', { ...row, resources: ['subject disk a'] }, /kind of a resource "disk"/],
    [
      'a resource without a path',
      { ...row, resources: ['subject snapshot'] },
      /path of a resource must be a text/,
    ],
    ['resources that are no list', { ...row, resources: 'subject snapshot a' }, /resources must be a list/],
    ['a share with an unknown list', { ...row, share: { added: [] } }, /share: unknown field added/],
    ['a case without a path', { ...row, cases: [{ action: 'copy' }] }, /if of a case must be a text/],
    ['an unknown confidence', { ...row, confidence: 'sure' }, /confidence "sure" is not known/],
    ['logged: true', { ...row, logged: true }, /logged must be false or "optional"/],
  ];
  for (const [what, wrong, message] of bad) {
    it(`refuses ${what}, naming the row`, () => {
      assert.throws(() => read(row, wrong), { name: 'CatalogueError', message });
    });
  }

  it('refuses a file that is no list', () => {
    assert.throws(() => rowsOf('test.json', 'aws', { rows: [] }), /test\.json: not a list/);
  });

  it('refuses an operation that is there twice, whatever its letter case', () => {
    assert.throws(() => buildCatalogue(read(row, { ...row, operation: 'createsnapshot' })), /is there twice/);
  });
});

import assert from 'node:assert/strict';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import { componentLogging, notLogged } from '../../../src/core/catalogue/notLogged.js';

describe('notLogged', () => {
  it('says nothing of a cloud that is not there', () => {
    assert.deepEqual(notLogged([]), []);
    assert.ok(notLogged(['gcp']).every(({ cloud }) => cloud === 'gcp'));
  });

  it('goes by cloud, whatever the order of the logs', () => {
    assert.deepEqual(notLogged(['gcp', 'aws', 'azure', 'aws']), notLogged(['aws', 'azure', 'gcp']));
  });

  it('names the reads that Azure never records', () => {
    const [reads] = notLogged(['azure']);
    assert.equal(reads?.why, 'never');
    assert.match(reads?.sentence ?? '', /does not record reads/);
    const names = reads?.operations.map(({ operation }) => operation) ?? [];
    assert.ok(names.includes('Microsoft.Compute/snapshots/read'));
    assert.ok(!names.includes('Microsoft.Compute/snapshots/write'));
    assert.match(reads?.sentence ?? '', new RegExp(`\\b${names.length} operations`));
  });

  it('names the block reads that AWS records only when told to', () => {
    const [blocks] = notLogged(['aws']);
    assert.equal(blocks?.why, 'switchedOff');
    assert.deepEqual(blocks?.operations.map(({ operation }) => operation).sort(), [
      'GetSnapshotBlock',
      'ListChangedBlocks',
      'ListSnapshotBlocks',
      'PutSnapshotBlock',
    ]);
  });

  it('names the reads that Google records only when told to, and tells when it was', () => {
    const list = {
      cloud: 'gcp',
      service: 'compute.googleapis.com',
      operation: 'compute.snapshots.list',
    } as const;
    const [off] = notLogged(['gcp']);
    const [on] = notLogged(['gcp'], [list]);
    assert.equal(off?.why, 'switchedOff');
    assert.ok(off?.operations.some(({ operation }) => operation === list.operation));
    assert.match(off?.sentence ?? '', /None was found here/);
    assert.match(on?.sentence ?? '', /Some were found here/);
    const insert = { ...list, operation: 'compute.snapshots.insert' };
    assert.match(notLogged(['gcp'], [insert])[0]?.sentence ?? '', /None was found here/);
  });

  it('leaves no operation out that a log cannot show', () => {
    const named = notLogged(['aws', 'azure', 'gcp']).flatMap(({ operations }) =>
      operations.map(({ operation }) => operation),
    );
    const rows = loadCatalogue().operations.filter(({ logged }) => logged !== true);
    assert.deepEqual([...named].sort(), rows.map(({ operation }) => operation).sort());
  });

  it('speaks in plain sentences', () => {
    for (const { sentence } of notLogged(['aws', 'azure', 'gcp'])) assert.match(sentence, /^[A-Z].*\.$/);
  });

  it('counts by component what a log can show', () => {
    const azure = componentLogging(['azure']);
    const of = (component: string) => azure.find((item) => item.component === component);
    assert.equal(of('Snapshot Creation')?.never, 0);
    assert.ok((of('Snapshot Enumeration')?.never ?? 0) > (of('Snapshot Enumeration')?.always ?? 0));
    const rows = loadCatalogue().operations.filter(
      ({ cloud, component }) => cloud === 'azure' && component !== null,
    );
    assert.equal(
      azure.reduce((sum, { always, switchedOn, never }) => sum + always + switchedOn + never, 0),
      rows.length,
    );
  });
});

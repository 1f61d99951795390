import { strict as assert } from 'node:assert';
import { parseChange, suggestionsFor } from '../../../src/core/detections/normal/suggestions.js';
import { readSettings } from '../../../src/core/readSettings.js';
import { analyseRecords } from '../../support/analyse.js';
import { createSnapshot, type Json, OWNER, STRANGER, share, user } from '../../support/cloudTrail.js';
import { gcpEntry, snapshot } from '../../support/gcpAudit.js';

/** What the first finding of a rule suggests: `setting value`. */
async function suggested(rule: string, ...records: readonly Json[]): Promise<string[]> {
  const { findings, events } = await analyseRecords(records);
  const finding = findings.find((candidate) => candidate.rule === rule);
  assert.ok(finding !== undefined, rule);
  const its = finding.events.flatMap((id) => events.filter((event) => event.id === id));
  return suggestionsFor(finding, its).map((change) =>
    change.kind === 'add' ? `${change.setting} ${change.value}` : change.kind,
  );
}

const EXTERNAL = 'snapshot.shared.external';
const opened = (more: Json = {}) => share('snap-0a', { userId: STRANGER }, '10:00:00', more);

describe('Suggestions for the settings', () => {
  it('name the account, the principal, the network and the endpoint of a finding', async () => {
    assert.deepEqual(await suggested(EXTERNAL, opened({ vpcEndpointId: 'vpce-0a1b2c3d' })), [
      `trustedAccounts ${STRANGER}`,
      `trustedPrincipals arn:aws:iam::${OWNER}:user/mallory`,
      'trustedNetworks 198.51.100.7',
      'trustedVpcEndpoints vpce-0a1b2c3d',
    ]);
  });

  it('name the role behind a session, and never root, a service or the own account', async () => {
    const role = `arn:aws:iam::${OWNER}:role/ops/Deploy`;
    const session = {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${OWNER}:assumed-role/Deploy/mallory`,
      accountId: OWNER,
      sessionContext: { sessionIssuer: { arn: role, userName: 'Deploy' } },
    };
    const principals = async (userIdentity: Json) =>
      (await suggested(EXTERNAL, opened({ userIdentity, sourceIPAddress: 'console.amazonaws.com' }))).slice(
        1,
      );
    assert.deepEqual(await principals(session), [`trustedPrincipals ${role}`]);
    assert.deepEqual(
      await principals({ type: 'Root', arn: `arn:aws:iam::${OWNER}:root`, accountId: OWNER }),
      [],
    );
    assert.deepEqual(await principals({ ...session, invokedBy: 'backup.amazonaws.com' }), []);
  });

  it('name the project of a service account and the domain of Google’s principals', async () => {
    const policy = (member: string) =>
      gcpEntry({
        method: 'v1.compute.snapshots.setIamPolicy',
        resourceName: snapshot('s'),
        time: '10:00:00',
        payload: { request: { policy: { bindings: [{ role: 'roles/x', members: [member] }] } } },
      });
    assert.deepEqual(
      (await suggested(EXTERNAL, policy('serviceAccount:x@elsewhere.iam.gserviceaccount.com')))[0],
      'trustedAccounts elsewhere',
    );
    assert.deepEqual(
      (await suggested(EXTERNAL, policy('domain:partner.example')))[0],
      'trustedOrganizations partner.example',
    );
  });

  it('name the person or group that Google’s grants open to', async () => {
    const policy = gcpEntry({
      method: 'v1.compute.snapshots.setIamPolicy',
      resourceName: snapshot('s'),
      time: '10:00:00',
      payload: {
        request: { policy: { bindings: [{ role: 'roles/x', members: ['user:eve@partner.example'] }] } },
      },
    });
    assert.equal((await suggested(EXTERNAL, policy))[0], 'trustedPrincipals eve@partner.example');
  });

  it('hold nothing that is not exactly an id', async () => {
    for (const hostile of [
      '4444*',
      '444455556666\n',
      ' 444455556666',
      '444455556666"]}',
      '$(touch x)',
      '../../settings.json',
      'command:workbench.action.quit',
      '4'.repeat(13),
    ]) {
      const found = await suggested(EXTERNAL, share('snap-0a', { userId: hostile }, '10:00:00'));
      assert.ok(!found.some((one) => one.startsWith('trustedAccounts')), hostile);
    }
    for (const name of ['*', 'a b', 'a"b', '%HOME%', 'x'.repeat(2_000), 'ä', 'a\u202eb']) {
      const found = await suggested(EXTERNAL, opened({ userIdentity: user(name) }));
      assert.ok(!found.some((one) => one.startsWith('trustedPrincipals')), name);
    }
    for (const address of [
      '0.0.0.0/0',
      '198.51.100.7/0',
      'ec2.amazonaws.com',
      '::/0',
      '1.2.3',
      'fe80::1%eth0',
    ]) {
      const found = await suggested(EXTERNAL, opened({ sourceIPAddress: address }));
      assert.ok(!found.some((one) => one.startsWith('trustedNetworks')), address);
    }
  });

  it('are few, and none for what is expected already', async () => {
    const many = Array.from({ length: 50 }, (_, index) =>
      createSnapshot(`snap-0${index}`, 'vol-0a', '10:00:00', { sourceIPAddress: `198.51.100.${index}` }),
    );
    const found = await suggested('snapshot.burst.create', ...many);
    assert.equal(found.filter((one) => one.startsWith('trustedNetworks')).length, 3);
    const { findings, events } = await analyseRecords([opened()], { trustedAccounts: [STRANGER] });
    const [finding] = findings;
    assert.ok(finding?.suppressed);
    assert.deepEqual(suggestionsFor(finding, events), []);
  });

  it('are all taken by the reader of the settings, and make the finding expected', async () => {
    const { findings, events } = await analyseRecords([opened()]);
    const [finding] = findings;
    assert.ok(finding !== undefined);
    for (const change of suggestionsFor(finding, events)) {
      assert.equal(change.kind, 'add');
      if (change.kind !== 'add') continue;
      assert.deepEqual(parseChange(JSON.parse(JSON.stringify(change))), change);
      const { settings, problems } = readSettings({ [change.setting]: [change.value] });
      assert.deepEqual(problems, []);
      const after = (await analyseRecords([opened()], settings)).findings[0]?.suppressed;
      // An address alone explains no share with a stranger.
      assert.equal(after !== null, change.setting !== 'trustedNetworks', change.setting);
    }
  });

  it('given to a command are read as strictly as a log', () => {
    assert.deepEqual(parseChange({ kind: 'severity', rule: EXTERNAL, severity: 'off' }), {
      kind: 'severity',
      rule: EXTERNAL,
      severity: 'off',
    });
    for (const bad of [
      null,
      'add',
      [],
      { kind: 'add' },
      { kind: 'add', setting: 'changeTickets', value: 'CHG-*' },
      { kind: 'add', setting: '__proto__', value: STRANGER },
      { kind: 'add', setting: 'trustedAccounts', value: [STRANGER] },
      { kind: 'add', setting: 'trustedPrincipals', value: '*' },
      { kind: 'add', setting: 'trustedNetworks', value: '0.0.0.0/0' },
      { kind: 'severity', rule: '__proto__', severity: 'off' },
      { kind: 'severity', rule: EXTERNAL, severity: 'none' },
      { kind: 'severity', rule: EXTERNAL },
    ]) {
      assert.equal(parseChange(bad), null, JSON.stringify(bad));
    }
  });
});

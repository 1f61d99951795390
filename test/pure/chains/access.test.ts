import { strict as assert } from 'node:assert';
import { analyseRecords, chainOfRoot, onlyEvent } from '../../support/analyse.js';
import {
  copySnapshot,
  createSnapshot,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  OWNER,
  PARTNER,
  STRANGER,
  share,
  unshare,
  user,
} from '../../support/cloudTrail.js';

const created = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
const change = (add: readonly Json[], remove: readonly Json[], time: string): Json =>
  ec2('ModifySnapshotAttribute', time, {
    snapshotId: 'snap-0a',
    createVolumePermission: { add: { items: add }, remove: { items: remove } },
    attributeType: 'CREATE_VOLUME_PERMISSION',
  });

async function verdict(...records: readonly Json[]): Promise<string> {
  return chainOfRoot(await analyseRecords([created, ...records]), 'snap-0a').verdict;
}

describe('The verdict on access', () => {
  it('tells how long it lasted when all of it was taken back', async () => {
    assert.match(
      await verdict(
        share('snap-0a', { userId: STRANGER }, '10:01:00'),
        unshare('snap-0a', { userId: STRANGER }, '10:01:47'),
      ),
      new RegExp(`shared with account ${STRANGER} for 47 s`),
    );
  });

  it('ends with the delete, in whatever spelling it names the snapshot', async () => {
    assert.match(
      await verdict(
        share('snap-0a', { userId: STRANGER }, '10:01:00'),
        deleteSnapshot('arn:aws:ec2:eu-west-1::snapshot/snap-0a', '10:01:30'),
      ),
      new RegExp(`shared with account ${STRANGER} for 30 s; then deleted`),
    );
  });

  it('says what stays open where one of two things was closed again', async () => {
    assert.match(
      await verdict(
        copySnapshot('snap-0a', 'snap-0b', '10:01:00'),
        share('snap-0a', { userId: STRANGER }, '10:10:00'),
        share('snap-0b', { userId: STRANGER }, '10:10:00'),
        unshare('snap-0a', { userId: STRANGER }, '10:20:00'),
      ),
      new RegExp(`shared with account ${STRANGER}; still open to account ${STRANGER};`),
    );
  });

  it('counts once what stood open at the same time, and names what was opened', async () => {
    assert.match(
      await verdict(
        copySnapshot('snap-0a', 'snap-0b', '10:01:00'),
        share('snap-0a', { userId: STRANGER }, '10:10:00'),
        share('snap-0b', { userId: STRANGER }, '10:10:01'),
        unshare('snap-0a', { userId: STRANGER }, '10:20:00'),
        unshare('snap-0b', { userId: STRANGER }, '10:20:01'),
      ),
      new RegExp(`; snapshot snap-0a and snapshot snap-0b shared with account ${STRANGER} for 10 min 1 s;`),
    );
  });

  it('does not say of the snapshot that it was shared when its copy was', async () => {
    assert.match(
      await verdict(
        copySnapshot('snap-0a', 'snap-0b', '10:01:00'),
        share('snap-0b', { userId: STRANGER }, '10:10:00'),
      ),
      new RegExp(`; snapshot snap-0b shared with account ${STRANGER}, and nothing`),
    );
  });

  it('tells who has it still when only some was taken back', async () => {
    assert.match(
      await verdict(
        share('snap-0a', { userId: STRANGER }, '10:01:00'),
        share('snap-0a', { userId: PARTNER }, '10:02:00'),
        unshare('snap-0a', { userId: PARTNER }, '10:03:00'),
      ),
      new RegExp(`; still open to account ${STRANGER}[;.]`),
    );
  });

  it('is not closed by what was taken back before it was shared again', async () => {
    assert.match(
      await verdict(
        share('snap-0a', { group: 'all' }, '10:01:00'),
        unshare('snap-0a', { group: 'all' }, '10:02:00'),
        share('snap-0a', { userId: STRANGER }, '10:03:00'),
      ),
      new RegExp(`still open to account ${STRANGER}`),
    );
  });

  it('hears both halves of a call that gives and takes', async () => {
    const swapped = change([{ userId: STRANGER }], [{ group: 'all' }], '10:02:00');
    assert.match(
      await verdict(share('snap-0a', { group: 'all' }, '10:01:00'), swapped),
      new RegExp(`still open to account ${STRANGER}[;.]`),
    );
    const { action, sharedWith, revokedFrom } = onlyEvent(await analyseRecords([swapped]));
    assert.deepEqual([action, sharedWith, revokedFrom], ['share', [STRANGER], ['public']]);
  });
});

describe('The verdict on where copies lie', () => {
  const copiedTo = (account: string, more: Json = {}) =>
    ec2(
      'StartCopyJob',
      '10:05:00',
      {
        recoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-0a',
        destinationBackupVaultArn: `arn:aws:backup:eu-west-1:${account}:backup-vault:theirs`,
      },
      { copyJobId: 'job' },
      { eventSource: 'backup.amazonaws.com', ...more },
    );

  it('names the account of the vault into which somebody here copied', async () => {
    assert.match(await verdict(copiedTo(STRANGER)), new RegExp(`; its data went to account ${STRANGER}[;.]`));
  });

  it('names no account of the owner’s own, of a copy that was refused, or of one who is named as the taker', async () => {
    for (const quiet of [
      copiedTo(OWNER),
      denied(copiedTo(STRANGER), 'AccessDeniedException'),
      copySnapshot('snap-0a', 'snap-0b', '10:05:00', {
        userIdentity: user('zed', STRANGER),
        recipientAccountId: STRANGER,
      }),
    ]) {
      assert.doesNotMatch(await verdict(quiet), /its data went/);
    }
  });
});

describe('A call that names thousands of sources and results', () => {
  it('is linked in part, keeps every snapshot’s chain, and says so', async () => {
    const count = 400;
    const { chains } = await analyseRecords([
      ec2(
        'RunInstances',
        '10:00:00',
        {
          blockDeviceMapping: {
            items: Array.from({ length: count }, (_, index) => ({ ebs: { snapshotId: `snap-0${index}` } })),
          },
        },
        {
          instancesSet: {
            items: Array.from({ length: count }, (_, index) => ({ instanceId: `i-0${index}` })),
          },
        },
      ),
    ]);
    assert.equal(chains.length, count);
    assert.ok(chains.every(({ members }) => members.length > 1));
    assert.match(chains[0]?.verdict ?? '', /only some are linked/);
  });
});

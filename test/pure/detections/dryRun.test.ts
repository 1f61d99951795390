import { strict as assert } from 'node:assert';
import { textReport } from '../../../src/core/reports/textReport.js';
import { analyseRecords } from '../../support/analyse.js';
import {
  copySnapshot,
  createSnapshot,
  createVolume,
  deleteSnapshot,
  denied,
  ec2,
  type Json,
  STRANGER,
  share,
} from '../../support/cloudTrail.js';
import { judged } from '../../support/judged.js';

const tested = (record: Json): Json => ({
  ...denied(record, 'Client.DryRunOperation'),
  errorMessage: 'Request would have succeeded, but DryRun flag is set.',
});
const made = createSnapshot('snap-0a', 'vol-0a', '10:00:00');
const shared = (time: string) => share('snap-0a', { userId: STRANGER }, time);

describe('A dry run', () => {
  it('is told as a test that changed nothing, and as no failure', async () => {
    const report = textReport(await analyseRecords([made, tested(shared('10:05:00'))]));
    assert.match(
      report,
      /user\/mallory tested whether it may share snapshot snap-0a with account 444455556666 \(a dry run: it may, and nothing was changed\)/,
    );
    assert.match(report, /create → share 444455556666 \(dry run\)/);
    assert.doesNotMatch(report, /failed|refused/);
  });

  it('is no refusal, no share, no copy, no restore and no delete', async () => {
    const tests = [
      shared('10:05:00'),
      copySnapshot('snap-0a', 'snap-0b', '10:06:00'),
      createVolume('snap-0a', 'vol-0b', '10:07:00'),
      deleteSnapshot('snap-0a', '10:08:00'),
    ].map(tested);
    assert.deepEqual(await judged([made, ...tests]), []);
    const [chain] = (await analyseRecords([made, ...tests])).chains;
    assert.deepEqual(
      chain?.members.map(({ id, deletedBy }) => [id, deletedBy]),
      [['snap-0a', null]],
    );
  });

  it('that succeeds later is the deed alone; what may not is refused, flag or no flag', async () => {
    assert.deepEqual(await judged([made, tested(shared('10:05:00')), shared('10:06:00')]), [
      'snapshot.shared.external high',
    ]);
    assert.deepEqual(await judged([made, denied(shared('10:05:00'))]), ['snapshot.attempt.denied medium']);
  });

  it('of a look is counted among the looks, and not among those that were refused', async () => {
    const looks = (code: string) =>
      Array.from({ length: 20 }, (_, index) =>
        denied(ec2('DescribeSnapshots', `10:00:${10 + index}`, {}), code),
      );
    const message = async (code: string) =>
      (await analyseRecords(looks(code))).findings.find(({ rule }) => rule === 'snapshot.enumeration.burst')
        ?.message ?? '';
    assert.doesNotMatch(await message('Client.DryRunOperation'), /refused/);
    assert.match(await message('Client.UnauthorizedOperation'), /20 times it was refused/);
  });
});

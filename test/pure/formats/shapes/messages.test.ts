import { strict as assert } from 'node:assert';
import { sniff } from '../../../../src/core/formats/sniff.js';
import type { Analysis } from '../../../../src/core/model.js';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings.js';
import { analyzerOfBytes } from '../../../support/analyse.js';

const event = {
  eventVersion: '1.09',
  eventTime: '2024-05-14T12:04:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DeleteSnapshot',
  requestParameters: { snapshotId: 'snap-0aaa1111bbbb22220' },
};
const entry = {
  logName: 'projects/p/logs/cloudaudit.googleapis.com%2Factivity',
  timestamp: '2024-05-14T12:04:00Z',
  protoPayload: {
    serviceName: 'compute.googleapis.com',
    methodName: 'v1.compute.snapshots.delete',
    resourceName: 'projects/p/global/snapshots/s',
  },
};
const record = {
  operationName: { value: 'Microsoft.Compute/snapshots/delete' },
  eventTimestamp: '2024-05-14T12:04:00Z',
  resourceId: '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/snapshots/s',
  status: { value: 'Succeeded' },
};

async function analyse(value: unknown): Promise<Analysis> {
  const analyzer = analyzerOfBytes();
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  await analyzer.readInput({ uri: 'file:///message.json', bytes });
  return analyzer.conclude(DEFAULT_SETTINGS);
}

describe('A record inside a message', () => {
  for (const [name, message, cloud, operation] of [
    ['EventBridge', { 'detail-type': 'AWS API Call via CloudTrail', detail: event }, 'aws', 'DeleteSnapshot'],
    ['CloudEvents', { specversion: '1.0', data: entry }, 'gcp', 'compute.snapshots.delete'],
    ['a data wrapper', [{ data: record }], 'azure', 'Microsoft.Compute/snapshots/delete'],
  ] as const) {
    it(`is read and found in its place: ${name}`, async () => {
      const { events, inputs } = await analyse(message);
      assert.equal(events[0]?.cloud, cloud);
      assert.equal(events[0]?.operation, operation);
      assert.equal(inputs[0]?.records, 1);
      const location = events[0]?.locations[0];
      assert.ok(location);
      const text = JSON.stringify(message).slice(location.column - 1, location.column - 1 + location.width);
      assert.equal(text.replace('v1.', ''), operation);
    });

    it(`is sniffed: ${name}`, () => {
      assert.equal(sniff(new TextEncoder().encode(JSON.stringify(message)))?.cloud, cloud);
    });
  }

  it('is the same event as the bare record', async () => {
    const [bare] = (await analyse(event)).events;
    const [wrapped] = (await analyse({ detail: event })).events;
    assert.equal(bare?.id, wrapped?.id);
  });

  it('is none when the message is about something else', async () => {
    for (const message of [{ detail: { state: 'running' } }, { data: { a: 1 } }, { data: [event] }]) {
      const { inputs } = await analyse(message);
      assert.equal(inputs[0]?.records, 0, JSON.stringify(message));
    }
  });
});

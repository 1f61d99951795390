import assert from 'node:assert/strict';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import aws from '../../../src/core/catalogue/falseFriends/aws.json';
import azure from '../../../src/core/catalogue/falseFriends/azure.json';
import gcp from '../../../src/core/catalogue/falseFriends/gcp.json';
import { operationOf } from '../../../src/core/providers/readRecord.js';
import { readValue } from '../../support/readValue.js';

const FRIENDS = { aws, azure, gcp } as const;

/** Everything by which a record could be taken for one about snapshots. */
const BAIT = {
  snapshotId: 'snap-1',
  snapshotIdentifier: 'snap-1',
  imageId: 'ami-1',
  backupId: 'backup-1',
  name: 'projects/p/locations/l/backups/b',
  sourceSnapshot: 'projects/p/global/snapshots/s',
};

const RECORD = {
  aws: (service: string, operation: string) => ({
    eventVersion: '1.08',
    eventSource: service,
    eventName: operation,
    awsRegion: 'eu-west-1',
    userIdentity: { type: 'Root', accountId: '000000000001' },
    requestParameters: BAIT,
    responseElements: BAIT,
  }),
  azure: (_service: string, operation: string) => ({
    operationName: { value: operation },
    resourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/snapshots/one',
    properties: { responseBody: JSON.stringify({ properties: BAIT }) },
  }),
  gcp: (service: string, operation: string) => ({
    protoPayload: {
      serviceName: service.startsWith('google.') ? 'x.googleapis.com' : service,
      methodName: operation,
      resourceName: 'projects/p/global/snapshots/s',
      request: BAIT,
      response: BAIT,
    },
  }),
};

for (const cloud of ['aws', 'azure', 'gcp'] as const) {
  describe(`false friends of ${cloud}`, () => {
    const friends = FRIENDS[cloud];

    it('are there, each once, with a reason', () => {
      assert.ok(friends.length > 60);
      const names = friends.map(({ service, operation }) => `${service} ${operation}`.toLowerCase());
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
      );
      for (const { operation, kind, reason } of friends) {
        assert.match(operation, /^[A-Za-z][\w./-]+$/);
        assert.match(kind, /^[a-z-]+$/);
        assert.ok(reason.length > 2, operation);
      }
    });

    it('are not in the catalogue, under no service that Google may name', () => {
      const { find, operations } = loadCatalogue();
      const hosts = new Set(operations.filter((row) => row.cloud === 'gcp').map((row) => row.service));
      const found = friends.filter(({ service, operation }) =>
        [service, ...(cloud === 'gcp' ? hosts : [])].some(
          (name) => find(cloud, name, operation) !== undefined,
        ),
      );
      assert.deepEqual(found, []);
    });

    it('become no event, whatever their records hold', () => {
      for (const { service, operation } of friends) {
        const record = RECORD[cloud](service, operation);
        assert.equal(operationOf(cloud, record), operation);
        assert.deepEqual(readValue(record), [], operation);
      }
    });
  });
}

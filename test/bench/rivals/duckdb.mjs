/** DuckDB reading the columns that the analysis reads, of the records that make a snapshot, on all cores. */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const [, , modules, folder, shape] = process.argv;
const { DuckDBInstance } = createRequire(join(modules, 'here.js'))('@duckdb/node-api');

const cloudTrail = {
  eventTime: 'VARCHAR',
  eventSource: 'VARCHAR',
  eventName: 'VARCHAR',
  eventID: 'VARCHAR',
  awsRegion: 'VARCHAR',
  recipientAccountId: 'VARCHAR',
  sourceIPAddress: 'VARCHAR',
  userAgent: 'VARCHAR',
  errorCode: 'VARCHAR',
  userIdentity: 'JSON',
  requestParameters: 'JSON',
  responseElements: 'JSON',
};
const azure = {
  time: 'VARCHAR',
  eventTimestamp: 'VARCHAR',
  operationName: 'JSON',
  resourceId: 'VARCHAR',
  resultType: 'VARCHAR',
  status: 'JSON',
  callerIpAddress: 'VARCHAR',
  caller: 'VARCHAR',
  correlationId: 'VARCHAR',
  identity: 'JSON',
  claims: 'JSON',
  properties: 'JSON',
};
const gcp = {
  timestamp: 'VARCHAR',
  insertId: 'VARCHAR',
  resource: 'JSON',
  operation: 'JSON',
  protoPayload: `STRUCT(methodName VARCHAR, serviceName VARCHAR, resourceName VARCHAR, authenticationInfo JSON,
    requestMetadata JSON, authorizationInfo JSON, request JSON, response JSON, status JSON)`,
};

/** A struct of columns as `read_json` takes it. */
const columns = (types) =>
  `{${Object.entries(types).map(([name, type]) => `${name}: '${type.replace(/\s+/g, ' ')}'`)}}`;
const typed = (types) => `STRUCT(${Object.entries(types).map(([name, type]) => `${name} ${type}`)})`;
const files = (pattern) => `'${join(folder, pattern).replaceAll("'", "''")}'`;

/** The largest value that is read at once: a delivered file is one value. */
const MOST = 64 * 1024 * 1024;

const queries = {
  cloudtrail: `SELECT record.* FROM (SELECT unnest(Records) AS record FROM read_json(${files('*.json.gz')},
    format='unstructured', maximum_object_size=${MOST}, columns=${columns({ Records: `${typed(cloudTrail)}[]` })}))
    WHERE record.eventName = 'CreateSnapshot'`,
  lines: `SELECT * FROM read_json(${files('*.ndjson')}, format='newline_delimited', columns=${columns(cloudTrail)})
    WHERE eventName = 'CreateSnapshot'`,
  azure: `SELECT * FROM (SELECT * FROM read_json(${files('insights-activity-logs/**/*.json.gz')},
      hive_partitioning=false, format='newline_delimited', columns=${columns(azure)})
    UNION ALL SELECT * FROM read_json(${files('rest/*.json')}, format='array', columns=${columns(azure)}))
    WHERE operationName::VARCHAR ILIKE '%microsoft.compute/snapshots/write%'`,
  gcp: `SELECT * FROM read_json(${files('**/*.json')}, format='newline_delimited', columns=${columns(gcp)})
    WHERE protoPayload.methodName LIKE '%compute.disks.createSnapshot'`,
};

const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) });
const connection = await instance.connect();
const reader = await connection.runAndReadAll(queries[shape]);
console.log(reader.getRows().length);

import type { Cloud } from '../model.js';
import type { Operation } from './operation.js';
import awsEbs from './operations/aws-ebs.json';
import awsEc2 from './operations/aws-ec2.json';
import awsRds from './operations/aws-rds.json';
import azureCompute from './operations/azure-compute.json';
import gcpCompute from './operations/gcp-compute.json';
import { CatalogueError, parseOperation } from './parseOperation.js';

const FILES: readonly { readonly name: string; readonly cloud: Cloud; readonly rows: unknown }[] = [
  { name: 'aws-ebs.json', cloud: 'aws', rows: awsEbs },
  { name: 'aws-ec2.json', cloud: 'aws', rows: awsEc2 },
  { name: 'aws-rds.json', cloud: 'aws', rows: awsRds },
  { name: 'azure-compute.json', cloud: 'azure', rows: azureCompute },
  { name: 'gcp-compute.json', cloud: 'gcp', rows: gcpCompute },
];

/** Every operation that is known. */
export interface Catalogue {
  readonly operations: readonly Operation[];
  /** By service and name, both in any letter case; a Google API version before the name is looked through. */
  find(cloud: Cloud, service: string, operation: string): Operation | undefined;
  /** The names of a cloud in their usual letter case, without API version, each once. */
  names(cloud: Cloud): Iterable<string>;
}

let loaded: Catalogue | undefined;

/** The catalogue that ships; read once. Throws a {@link CatalogueError} when a row is bad. */
export function loadCatalogue(): Catalogue {
  loaded ??= buildCatalogue(FILES.flatMap(({ name, cloud, rows }) => parseFile(name, cloud, rows)));
  return loaded;
}

/** Reads the rows of one file. */
export function parseFile(name: string, cloud: Cloud, rows: unknown): readonly Operation[] {
  if (!Array.isArray(rows)) throw new CatalogueError(name, 'not a list');
  return rows.map((row: unknown, index) => parseOperation(cloud, row, `${name}, line ${index + 2}`));
}

/** Indexes operations; throws a {@link CatalogueError} when one is there twice. */
export function buildCatalogue(operations: readonly Operation[]): Catalogue {
  const byKey = new Map<string, Operation>();
  const names: Record<Cloud, Set<string>> = { aws: new Set(), azure: new Set(), gcp: new Set() };
  for (const operation of operations) {
    const key = keyOf(operation.cloud, operation.service, operation.operation);
    if (byKey.has(key)) throw new CatalogueError(key, 'is there twice');
    byKey.set(key, operation);
    names[operation.cloud].add(operation.operation);
  }
  return {
    operations,
    find: (cloud, service, operation) => byKey.get(keyOf(cloud, service, operation)),
    names: (cloud) => names[cloud],
  };
}

const GOOGLE_VERSION = /^(?:v\d+|beta|alpha)\./i;

function keyOf(cloud: Cloud, service: string, operation: string): string {
  const name = cloud === 'gcp' ? operation.replace(GOOGLE_VERSION, '') : operation;
  return `${cloud} ${service} ${name}`.toLowerCase();
}

import type { Cloud } from '../model.js';
import type { Operation } from './operation.js';
import awsBackup from './operations/aws-backup.json';
import awsBackupOthers from './operations/aws-backup-others.json';
import awsCaches from './operations/aws-caches.json';
import awsComputeOthers from './operations/aws-compute-others.json';
import awsDatabases from './operations/aws-databases.json';
import awsDlmRbin from './operations/aws-dlm-rbin.json';
import awsEbs from './operations/aws-ebs.json';
import awsEc2 from './operations/aws-ec2.json';
import awsFilesGateways from './operations/aws-files-gateways.json';
import awsIdentity from './operations/aws-identity.json';
import awsKms from './operations/aws-kms.json';
import awsLightsail from './operations/aws-lightsail.json';
import awsRds from './operations/aws-rds.json';
import awsRecoveryOthers from './operations/aws-recovery-others.json';
import awsRedshift from './operations/aws-redshift.json';
import azureCompute from './operations/azure-compute.json';
import azureDatabases from './operations/azure-databases.json';
import azureDataProtection from './operations/azure-dataprotection.json';
import azureIdentity from './operations/azure-identity.json';
import azureOthers from './operations/azure-others.json';
import azureRecoveryServices from './operations/azure-recoveryservices.json';
import azureSql from './operations/azure-sql.json';
import azureStorage from './operations/azure-storage.json';
import azureWeb from './operations/azure-web.json';
import gcpBackup from './operations/gcp-backup.json';
import gcpCaches from './operations/gcp-caches.json';
import gcpCompute from './operations/gcp-compute.json';
import gcpDatabases from './operations/gcp-databases.json';
import gcpFiles from './operations/gcp-files.json';
import gcpIdentity from './operations/gcp-identity.json';
import gcpKms from './operations/gcp-kms.json';
import gcpMachines from './operations/gcp-machines.json';
import gcpSql from './operations/gcp-sql.json';
import { CatalogueError, parseOperation } from './parseOperation.js';
import type { ServiceRows } from './serviceRows.js';

const FILES: Readonly<Record<string, unknown>> = {
  'aws-backup-others': awsBackupOthers,
  'aws-backup': awsBackup,
  'aws-caches': awsCaches,
  'aws-compute-others': awsComputeOthers,
  'aws-databases': awsDatabases,
  'aws-dlm-rbin': awsDlmRbin,
  'aws-ebs': awsEbs,
  'aws-ec2': awsEc2,
  'aws-files-gateways': awsFilesGateways,
  'aws-identity': awsIdentity,
  'aws-kms': awsKms,
  'aws-lightsail': awsLightsail,
  'aws-rds': awsRds,
  'aws-recovery-others': awsRecoveryOthers,
  'aws-redshift': awsRedshift,
  'azure-compute': azureCompute,
  'azure-databases': azureDatabases,
  'azure-dataprotection': azureDataProtection,
  'azure-identity': azureIdentity,
  'azure-others': azureOthers,
  'azure-recoveryservices': azureRecoveryServices,
  'azure-sql': azureSql,
  'azure-storage': azureStorage,
  'azure-web': azureWeb,
  'gcp-backup': gcpBackup,
  'gcp-caches': gcpCaches,
  'gcp-compute': gcpCompute,
  'gcp-databases': gcpDatabases,
  'gcp-files': gcpFiles,
  'gcp-identity': gcpIdentity,
  'gcp-kms': gcpKms,
  'gcp-machines': gcpMachines,
  'gcp-sql': gcpSql,
};

/**
 * Every row. The build that ships puts a packed form of the same rows in the place of this module
 * (`packed.ts`), without what only a reviewer reads.
 */
export function allRows(): readonly ServiceRows[] {
  return Object.entries(FILES).flatMap(([name, rows]) =>
    rowsOf(`${name}.json`, name.slice(0, name.indexOf('-')) as Cloud, rows),
  );
}

/** The rows of one file. */
export function rowsOf(name: string, cloud: Cloud, rows: unknown): readonly ServiceRows[] {
  if (!Array.isArray(rows)) throw new CatalogueError(name, 'not a list');
  const services = new Map<string, { readonly operation: string; readonly read: () => Operation }[]>();
  rows.forEach((row: { service?: unknown; operation?: unknown }, index) => {
    const service = String(row.service);
    const read = () => parseOperation(cloud, row, `${name}, line ${index + 2}`);
    services.set(service, [...(services.get(service) ?? []), { operation: String(row.operation), read }]);
  });
  return [...services].map(([service, list]): ServiceRows => {
    const known: Operation[] = [];
    return {
      cloud,
      service,
      names: list.map(({ operation }) => operation).join('\n'),
      read(line) {
        known[line] ??= (list[line] as (typeof list)[number]).read();
        return known[line];
      },
    };
  });
}

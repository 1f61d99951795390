/** What tells one of the exports below: one column of `names`, and another of `beside`. */
interface CsvExport {
  readonly names: readonly string[];
  readonly beside: readonly string[];
}

/**
 * The columns of known exports in lower case. Each pair is one that ordinary tables do not have: `Event Name` beside
 * `Event Time` alone is any calendar.
 *
 * CloudTrail: the columns of the console's *Event history* have blanks, those of Athena's documented table
 * and of CloudTrail Lake are the event's fields. Azure: the portal's *Download as CSV*; Log Analytics (table AzureActivity);
 * `Get-AzActivityLog | Export-Csv`; diagnostic records. Google Cloud: Logs Explorer and `bq extract` name columns by their
 * paths, `gcloud --format=csv(…)` by the path's last part in snake case.
 */
const EXPORTS: readonly CsvExport[] = [
  {
    names: ['eventname', 'event name'],
    beside: [
      'eventsource',
      'event source',
      'awsregion',
      'aws region',
      'aws access key',
      'useridentity',
      'sourceipaddress',
      'source ip address',
      'recipientaccountid',
      'requestparameters',
      'cloudtrailevent',
    ],
  },
  { names: ['operation name'], beside: ['correlation id', 'event initiated by', 'event category'] },
  {
    names: ['operationnamevalue'],
    beside: [
      'timegenerated',
      'timegenerated [utc]',
      'activitystatusvalue',
      'activitystatus',
      'caller',
      'calleripaddress',
      'correlationid',
      '_resourceid',
      'resourceid',
    ],
  },
  {
    names: ['operationname'],
    beside: [
      'eventdataid',
      'submissiontimestamp',
      'eventtimestamp',
      'resourceprovidername',
      'calleripaddress',
    ],
  },
  {
    names: [
      'protopayload',
      'protopayload.methodname',
      'protopayload_auditlog',
      'protopayload_auditlog.methodname',
      'protopayload_auditlog_methodname',
      'proto_payload.audit_log.method_name',
    ],
    beside: [
      'insertid',
      'insert_id',
      'logname',
      'log_name',
      'timestamp',
      'severity',
      'protopayload.resourcename',
      'protopayload.authenticationinfo.principalemail',
      'protopayload_auditlog.resourcename',
      'protopayload_auditlog_resourcename',
      'protopayload_auditlog.authenticationinfo.principalemail',
      'protopayload_auditlog_authenticationinfo_principalemail',
    ],
  },
  { names: ['insertid', 'insert_id'], beside: ['logname', 'log_name'] },
  {
    names: ['method_name', 'methodname'],
    beside: ['principal_email', 'principalemail', 'caller_ip', 'insert_id', 'log_name'],
  },
];

/** True for the column names of a known log's export. Letter case and blanks at either end do not matter. */
export function isLogHeader(columns: readonly string[]): boolean {
  const present = new Set(columns.map((column) => column.trim().toLowerCase()));
  return EXPORTS.some(
    ({ names, beside }) =>
      names.some((name) => present.has(name)) && beside.some((name) => present.has(name)),
  );
}

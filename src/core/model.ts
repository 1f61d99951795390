import type { AttackVersion } from './catalogue/attack/versions.js';

/**
 * The words of the contract as types. Everything below the bytes and above the
 * pixels speaks these: events, chains, findings and the analysis that holds them.
 * All values are plain data (structured-cloneable and JSON-serialisable).
 */

export const CLOUDS = ['aws', 'azure', 'gcp'] as const;
export type Cloud = (typeof CLOUDS)[number];

/** How bytes are wrapped. */
export type Container = 'plain' | 'gzip' | 'zip' | 'tar' | 'zstd';

/** The record shape found inside an input; `null` in a report means that nothing was recognised. */
export type RecordFormat =
  | 'cloudtrail-records'
  | 'cloudtrail-array'
  | 'cloudtrail-ndjson'
  | 'cloudtrail-event'
  | 'cloudtrail-lookup'
  | 'azure-activity-rest'
  | 'azure-activity-eventhub'
  | 'gcp-logentry'
  // The same records, written or wrapped by another program: see the table of shapes.
  | 'cloudtrail-logstash'
  | 'cloudtrail-digest'
  | 'cloudtrail-insight'
  | 'cloudtrail-eventbridge'
  | 'cloudtrail-wazuh'
  | 'cloudtrail-elastic'
  | 'cloudtrail-carried'
  | 'cloudtrail-lake'
  | 'cloudtrail-query-row'
  | 'cloudtrail-console-csv'
  | 'cloudwatch-logs-subscription'
  | 'cloudwatch-logs-events'
  | 'cloudwatch-logs-insights'
  | 'aws-ebs-notification'
  | 'ocsf-api-activity'
  | 'azure-activity-powershell'
  | 'azure-activity-datadog'
  | 'azure-activity-alert'
  | 'azure-activity-carried'
  | 'azure-log-analytics'
  | 'azure-log-analytics-api'
  | 'azure-portal-csv'
  | 'gcp-bigquery'
  | 'gcp-log-analytics'
  | 'gcp-logentry-csv'
  | 'gcp-logentry-carried'
  | 'gcp-pubsub'
  | 'gcp-cloudevents'
  | 'mixed';

export const ACTIONS = [
  'create',
  'copy',
  'share',
  'unshare',
  'modify',
  'restore',
  'use',
  'read',
  'export',
  'delete',
  'recover',
  'enumerate',
  'describe',
  'schedule',
  'protect',
  'unprotect',
  'context',
] as const;
/** What an operation does, in words that are the same for the three clouds. */
export type Action = (typeof ACTIONS)[number];

export const COMPONENTS = [
  'Snapshot Creation',
  'Snapshot Deletion',
  'Snapshot Enumeration',
  'Snapshot Metadata',
  'Snapshot Modification',
] as const;
/** A data component of ATT&CK's data source Snapshot (DS0020). */
export type Component = (typeof COMPONENTS)[number];

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
/** Ordered from least to most severe; compare with {@link severityRank}. */
export type Severity = (typeof SEVERITIES)[number];

/** Position of a severity in {@link SEVERITIES}: 0 is `info`, 4 is `critical`. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

export const RESOURCE_KINDS = [
  'snapshot',
  'image',
  'recoveryPoint',
  'volume',
  'instance',
  'database',
  'fileSystem',
  'bucket',
  'policy',
  'vault',
  'account',
  'identity',
  'key',
] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export const RESOURCE_ROLES = ['subject', 'source', 'result', 'target'] as const;
/**
 * `subject`: what the operation is about; `source`: what it was made from;
 * `result`: what was made; `target`: where it went.
 */
export type ResourceRole = (typeof RESOURCE_ROLES)[number];

/** A thing with an id. Ids are strings as the provider writes them (they may start with 0). */
export interface Resource {
  readonly kind: ResourceKind;
  readonly id: string;
}

export interface EventResource extends Resource {
  readonly role: ResourceRole;
  /** What tells it from a thing of the same name before or after it: Google's number, Azure's `uniqueId`. */
  readonly uid?: string;
  /** {@link ChainMember.key}, where more than the id is needed to know it: names that were used again, numbers. */
  readonly key?: string;
}

export const OUTCOMES = ['success', 'failure', 'pending', 'unknown'] as const;
/** `pending`: only a start was logged. */
export type Outcome = (typeof OUTCOMES)[number];

export interface Actor {
  /** The provider's own identifier: ARN, mail address, object id. `null` when the record names nobody. */
  readonly id: string | null;
  /** A short readable name, such as `user/alice`. */
  readonly name: string | null;
  readonly account: string | null;
  readonly type: string | null;
  /** True when a service of the provider acted, on its own behalf or for somebody. */
  readonly service: boolean;
  /** The service that made the call, as only AWS writes it: `backup.amazonaws.com`. */
  readonly invokedBy: string | null;
  /**
   * What else the provider wrote the same actor down as: the ARN of the role behind a session, an object or an
   * application id. Nothing in it was chosen by the caller for the call.
   */
  readonly aliases: readonly string[];
}

const NOTE_PLACES = [
  'tag',
  'label',
  'description',
  'name',
  'reason',
  'session name',
  'source identity',
] as const;
/** Where a caller's own words stand in a record. */
export type NotePlace = (typeof NOTE_PLACES)[number];

/** Words that the caller chose, in which a change ticket may stand. They prove nothing. */
export interface Note {
  readonly place: NotePlace;
  /** Bounded in length; a tag or label is `key=value`. */
  readonly text: string;
}

/** Where a record stands in an input. */
export interface Location {
  readonly uri: string;
  /** 0-based index among the whole records of its input, those that say nothing to anybody with them: the same whoever reads it. */
  readonly record: number;
  /** Byte offset and length of the record in the decompressed input. */
  readonly offset: number;
  readonly length: number;
  /** 1-based position of the operation name, in UTF-16 units as the editor counts. */
  readonly line: number;
  readonly column: number;
  /** UTF-16 length of the operation name as it stands in the text. */
  readonly width: number;
}

/** A record, or several records that tell one act, in normal form. */
export interface SnapshotEvent {
  /** Stable from run to run; does not depend on the order or names of inputs. */
  readonly id: string;
  readonly cloud: Cloud;
  /** ISO 8601 in UTC with milliseconds; `null` when the record has no readable time. */
  readonly time: string | null;
  readonly service: string;
  /** Canonical name from the catalogue: no API version prefix, canonical letter case. */
  readonly operation: string;
  readonly action: Action;
  readonly component: Component | null;
  readonly techniques: readonly string[];
  readonly outcome: Outcome;
  readonly errorCode: string | null;
  readonly actor: Actor;
  /** Account, subscription or project in whose log the record stands. */
  readonly account: string | null;
  readonly region: string | null;
  /** The address, or host name of a service, from which the call came. */
  readonly sourceIp: string | null;
  readonly userAgent: string | null;
  /** The private endpoint through which the call came: CloudTrail's `vpcEndpointId`. */
  readonly vpcEndpoint: string | null;
  /** The caller's own network, where Google tells it: `projects/p/global/networks/n`. */
  readonly network: string | null;
  /** Keys that encrypt what was made: KMS keys, Azure disk encryption sets. Empty where none is named. */
  readonly encryptionKeys: readonly string[];
  /** Whether what was made is encrypted, where the record says it. */
  readonly encrypted: boolean | null;
  /** Present where the record says that what was made gets an address on the internet: `PubliclyAccessible` of RDS and Redshift. */
  readonly publiclyAccessible?: true;
  readonly notes: readonly Note[];
  readonly resources: readonly EventResource[];
  /** Account ids, tenant or project ids, principals, or `public`. For `unshare`: those who lost access. */
  readonly sharedWith: readonly string[];
  /** Those who lost access by the call: of an `unshare`, or of a `share` that also takes back. */
  readonly revokedFrom: readonly string[];
  /** Everybody who has access after the call, where the record gives the whole list. */
  readonly accessAfter?: readonly string[];
  /** Everybody who had access before it, where {@link accessAfter} is given and earlier records tell. */
  readonly accessBefore?: readonly string[];
  /** Who set off the act that this one is a part of, where the record itself names an application only. */
  readonly onBehalfOf?: Actor;
  /** Accounts in whose logs the act stands, where there are several: the owner's and the taker's. */
  readonly toldBy?: readonly string[];
  /** Sorted by uri, then record; never empty. */
  readonly locations: readonly Location[];
}

/** A resource as a member of a chain: who made it, from what, and who removed it. */
export interface ChainMember extends Resource {
  /** The same for every spelling of the resource (a name, an ARN, a self link), and for no other. */
  readonly key: string;
  /** Keys of members of the same chain that this one was made from; empty for the root. */
  readonly madeFrom: readonly string[];
  /** Event id, or `null` when the logs hold no event that made it. */
  readonly madeBy: string | null;
  /** Event id of a successful delete, or `null`. */
  readonly deletedBy: string | null;
}

/** A span in which a member of a chain stood open to others. */
export interface Exposure {
  /** {@link ChainMember.key} */
  readonly resource: string;
  /** ISO 8601, UTC. */
  readonly from: string;
  /** `null` when nothing in the logs closed it. */
  readonly to: string | null;
  /** Everybody it was open to during the span, in the order in which they were let in. */
  readonly sharedWith: readonly string[];
  /** Those of them who still had access when the span, or the log, ended. */
  readonly stillOpenTo: readonly string[];
  /** Event id. */
  readonly openedBy: string;
  /** Event id of the call that took back the last access, or of the delete; `null` when it stands open. */
  readonly closedBy: string | null;
  readonly closedHow: 'unshare' | 'delete' | null;
  /** What was done with the resource in that span, by action; event ids in time order. */
  readonly inside: readonly { readonly action: Action; readonly events: readonly string[] }[];
}

/** One snapshot (or image, recovery point, clone) and everything made from it. */
export interface Chain {
  readonly id: string;
  readonly cloud: Cloud;
  readonly root: Resource;
  /** What the root was taken from; labels the chain and links siblings, never merges them. */
  readonly source: Resource | null;
  /** Action of each event, in the order of {@link Chain.events}. */
  readonly actions: readonly Action[];
  /** Event ids in time order; also of what let others use the keys that its members are encrypted with. */
  readonly events: readonly string[];
  /** Root first, then in the order in which they were made. */
  readonly members: readonly ChainMember[];
  /** Of its own events: a key may have been opened years before. */
  readonly start: string | null;
  readonly end: string | null;
  readonly accounts: readonly string[];
  readonly severity: Severity;
  /** One sentence that tells the chain. */
  readonly verdict: string;
  /** In time order. */
  readonly exposures: readonly Exposure[];
  /** What these logs leave open about the chain: sentences, those that matter most first. */
  readonly unknowns: readonly string[];
  /** Finding ids, worst first. */
  readonly findings: readonly string[];
}

/** A rule's judgement over events. */
export interface Finding {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly techniques: readonly string[];
  readonly message: string;
  /** Event ids in time order; never empty. */
  readonly events: readonly string[];
  /** Chain id, or `null` when the events belong to no single chain. */
  readonly chain: string | null;
  /** The reason why an allow-list explains it, or `null`. */
  readonly suppressed: string | null;
}

/** A stretch of an input that holds no readable record. */
export interface Skipped {
  readonly offset: number;
  readonly length: number;
  readonly reason: string;
}

export interface InputSummary {
  readonly uri: string;
  readonly container: Container;
  readonly format: RecordFormat | null;
  /** The clouds whose records it holds. */
  readonly clouds: readonly Cloud[];
  /** Size of the decompressed input. */
  readonly bytes: number;
  /** Hex SHA-256 of the input as it lies on disk (before decompression). */
  readonly sha256: string;
  readonly records: number;
  /**
   * Times of its first and last record, whatever they are about, to the second: ISO 8601 in UTC; `null` when none has a
   * time that can be read.
   */
  readonly from: string | null;
  readonly to: string | null;
  /** Records of this input that are part of an event. */
  readonly events: number;
  /** Records of this input that only repeat a record met elsewhere. */
  readonly duplicates: number;
  readonly skipped: readonly Skipped[];
  /** Why the input could not be read (fully), or `null`. */
  readonly error: string | null;
}

export interface Totals {
  readonly inputs: number;
  readonly records: number;
  readonly events: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly chains: number;
  readonly findings: number;
}

/** Something that the logs of a cloud never hold, or hold only when somebody switched it on. */
export interface Unlogged {
  readonly cloud: Cloud;
  readonly why: 'never' | 'switchedOff';
  /** One or two sentences, for people. */
  readonly sentence: string;
  /** How many known operations it is about; 0 where it is about something else. */
  readonly operations: number;
}

/** A list of what existed, with which the logs were compared. */
export interface BaselineSummary {
  readonly uri: string;
  /** What kind of list: `saved-baseline`, `aws-ebs-snapshots`, … */
  readonly kind: string;
  /** For people: the command whose output it is. */
  readonly title: string;
  /** The time for which it speaks, and whether it was told or is the newest time in it; `null` when nothing tells. */
  readonly asOf: { readonly time: string; readonly from: 'told' | 'newest' } | null;
  readonly entries: number;
  /** What could not be read of it, and what the comparison cannot say. */
  readonly notes: readonly string[];
}

/** The one result that editor, timeline, exports and command line show. */
export interface Analysis {
  /** The version of ATT&CK that names and tactics follow. */
  readonly attackVersion: AttackVersion;
  readonly totals: Totals;
  readonly inputs: readonly InputSummary[];
  readonly events: readonly SnapshotEvent[];
  readonly chains: readonly Chain[];
  readonly findings: readonly Finding[];
  /** What inputs of these kinds cannot show: that it is not seen proves nothing. */
  readonly notLogged: readonly Unlogged[];
  /** The lists that the logs were compared with; absent without any. */
  readonly baselines?: readonly BaselineSummary[];
}

import type { RecordFormat } from '../model.js';
import type { KeyMark, Mark } from './keyMarks.js';
import type { Shape } from './shapes/shape.js';

/** Where a record stands: alone, in a list, or in the list of a wrapper. */
export type Nesting = 'root' | 'array' | 'envelope';

/** What the keys of a record tell without its being parsed: the shape it most likely has, and where its operation stands. */
export interface MarkedShape {
  readonly id: Shape['id'];
  readonly cloud: Shape['cloud'];
  /** The key whose value names the operation; `null` where only the whole record tells it. */
  readonly operation: KeyMark | null;
  /** The keys whose values tell its time, and in whose log it stands: of each, the first that has a text counts. At most two. */
  readonly time: readonly Mark[];
  readonly account: readonly Mark[];
}

const CLOUDTRAIL: MarkedShape = {
  id: 'cloudtrail-event',
  cloud: 'aws',
  operation: 'eventName',
  time: ['eventTime', 'atTimestamp'],
  account: ['recipientAccountId'],
};
/** The name outside is only a copy: what counts is the event inside, whatever somebody wrote around it. */
const LOOKUP: MarkedShape = {
  id: 'cloudtrail-lookup',
  cloud: 'aws',
  operation: null,
  time: [],
  account: [],
};
const AZURE = {
  cloud: 'azure',
  time: ['eventTimestamp', 'time'],
  account: ['subscriptionId', 'resourceId'],
} as const;
const REST: MarkedShape = { ...AZURE, id: 'azure-activity-rest', operation: 'operationNameValue' };
const EVENT_HUB: MarkedShape = { ...AZURE, id: 'azure-activity-eventhub', operation: 'operationName' };
const LOG_ENTRY: MarkedShape = {
  id: 'gcp-logentry',
  cloud: 'gcp',
  operation: 'methodName',
  time: ['timestamp'],
  account: ['logName'],
};

/** What the keys with texts below them tell; `null` when none of the shapes that keys alone can tell. */
export function markedShape(keys: readonly Mark[]): MarkedShape | null {
  const has = (key: KeyMark) => keys.includes(key);
  const aws = has('eventName') && has('eventSource') ? CLOUDTRAIL : has('lookupEvent') ? LOOKUP : null;
  const azure = has('operationNameValue') ? REST : has('operationName') ? EVENT_HUB : null;
  const gcp = has('methodName') || has('logName') ? LOG_ENTRY : null;
  const [shape, ...others] = [aws, azure, gcp].filter((candidate) => candidate !== null);
  // No cloud writes the keys of another: which operation such a record is about, only the whole of it can tell.
  return shape === undefined || others.length > 0 ? null : shape;
}

/** The contract's name for records of a shape in their place. */
export function formatOf({ id }: Shape, nesting: Nesting): RecordFormat {
  if (id !== 'cloudtrail-event') return id;
  return nesting === 'envelope'
    ? 'cloudtrail-records'
    : nesting === 'array'
      ? 'cloudtrail-array'
      : 'cloudtrail-ndjson';
}

/** One format for an input: `mixed` when its records are of several; a lone CloudTrail event has a name of its own. */
export function inputFormat(counts: ReadonlyMap<RecordFormat, number>, records: number): RecordFormat | null {
  const [first] = counts.keys();
  if (first === undefined) return null;
  if (counts.size > 1) return 'mixed';
  return first === 'cloudtrail-ndjson' && records === 1 ? 'cloudtrail-event' : first;
}

import { isObject, type JsonObject } from '../../providers/json.js';
import { innerJson } from './innerJson.js';
import { type Carried, carry, type Wrapper } from './wrapper.js';

/** Ways in which other programs carry a record of any cloud along. Their keys say little: what is inside decides. */

/**
 * Collectors keep the line as they read it: `message` (Filebeat, Fluentd, Logstash; also below `input`),
 * `event.original` (Elastic Common Schema), `_raw` (Splunk), `raw` (normalised exports), `log` (container logs).
 */
const LINES: readonly (readonly string[])[] = [
  ['event', 'original'],
  ['message'],
  ['input', 'message'],
  ['_raw'],
  ['raw'],
  ['log'],
];

/** Below `data` (CloudEvents without its attributes, exporters' own envelopes), `_source` (a search hit), `event` (a test case). */
const OBJECTS = ['data', '_source', 'event', 'input'] as const;

/** Lists of records or of further wrappers: the providers' envelopes, a search's hits, test cases. */
const LISTS: readonly (readonly string[])[] = [
  ['Records'],
  ['records'],
  ['Events'],
  ['value'],
  ['entries'],
  ['hits', 'hits'],
  ['expected'],
  ['tests'],
];

export const carriers: Wrapper = {
  ids: { aws: 'cloudtrail-carried', azure: 'azure-activity-carried', gcp: 'gcp-logentry-carried' },
  certain: null,
  open: (record) => [...linesIn(record), ...objectsIn(record), ...listsIn(record)],
};

function linesIn(record: JsonObject): readonly Carried[] {
  return LINES.flatMap((path) => {
    const name = path.join('.');
    const line = at(record, path) ?? record[name];
    return typeof line === 'string' ? [innerJson(line, name)] : [];
  });
}

function objectsIn(record: JsonObject): readonly Carried[] {
  return OBJECTS.flatMap((key) => (isObject(record[key]) ? [carry(record[key])] : []));
}

function listsIn(record: JsonObject): readonly Carried[] {
  return LISTS.flatMap((path) => {
    const list = at(record, path);
    return Array.isArray(list) ? [carry(...list)] : [];
  });
}

function at(record: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), record);
}

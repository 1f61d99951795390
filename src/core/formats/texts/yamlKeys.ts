/** What tells YAML that holds a log; apart from its reading, so that nobody loads a parser to ask. */

/** Two of one cloud's make a log; one alone may be anybody's. */
const TELLING_KEYS: readonly ReadonlySet<string>[] = [
  new Set(['insertId', 'logName', 'protoPayload', 'receiveTimestamp']),
  new Set([
    'operationName',
    'eventTimestamp',
    'eventDataId',
    'submissionTimestamp',
    'correlationId',
    'resourceProviderName',
  ]),
  new Set(['CloudTrailEvent', 'EventId', 'EventName', 'EventSource', 'EventTime']),
  new Set(['eventName', 'eventSource', 'eventTime', 'eventVersion', 'awsRegion', 'userIdentity']),
];

/** Lists of records stand below these keys: `aws --output yaml`, and the REST answers of Azure and Google. */
export const ENVELOPE = /^(?:Events|Records|records|value|entries):[ \t]*(?:#.*)?$/;

/** True for YAML that holds records of a known log, told by the keys of its documents or of the items of a list. */
export function isYaml(prefix: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(prefix);
  if (/^\s*[[{]/.test(text)) return false;
  const found = TELLING_KEYS.map(() => new Set<string>());
  /** What stands before the keys of a list's items; `null` outside a list. */
  let inner: string | null = null;
  let mayBeList = true;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (/^(?:---|\.\.\.)/.test(line)) {
      inner = null;
      mayBeList = true;
    }
    const [, before = '', key = ''] = /^((?: *- +)?| +)([A-Za-z]+):(?=\s|$)/.exec(line) ?? [];
    if (before.includes('-') && mayBeList) inner ??= ' '.repeat(before.length);
    if (key !== '' && before === '' && !ENVELOPE.test(line)) mayBeList = false;
    if (before !== '' && before.replace('-', ' ') !== inner) continue;
    for (const [index, keys] of TELLING_KEYS.entries()) if (keys.has(key)) found[index]?.add(key);
  }
  return found.some((keys) => keys.size >= 2);
}

import type { Cloud } from '../model.js';
import { firstText, member, text } from './json.js';
import { utcTime } from './time.js';

/** When a record was written, and in whose log it stands; `null` for what it does not say. */
export interface LogStamp {
  readonly account: string | null;
  /** ISO 8601 in UTC with milliseconds. */
  readonly time: string | null;
}

/** The stamp of an entry in its provider's own form. */
export function stampOf(cloud: Cloud, entry: unknown): LogStamp {
  switch (cloud) {
    case 'aws':
      return stamp(cloud, member(entry, 'recipientAccountId'), member(entry, 'eventTime'));
    case 'azure':
      return stamp(
        cloud,
        firstText(member(entry, 'subscriptionId'), member(entry, 'resourceId')),
        firstText(member(entry, 'eventTimestamp'), member(entry, 'time')),
      );
    case 'gcp':
      return stamp(cloud, member(entry, 'logName'), member(entry, 'timestamp'));
  }
}

function stamp(cloud: Cloud, account: unknown, time: unknown): LogStamp {
  const named = text(account);
  return { account: named === null ? null : logAccount(cloud, named), time: utcTime(time) };
}

/** No cloud's ids come near. */
const LONGEST_ACCOUNT = 200;

/**
 * The account, subscription or project whose log it is, from what names it: CloudTrail's `recipientAccountId`, Azure's
 * `subscriptionId` or a `resourceId`, Google's `logName`. The log of an organization, a folder or a billing account
 * goes by the first two names of its path: it is no project's. `null` where nothing can be told.
 */
export function logAccount(cloud: Cloud, named: string): string | null {
  const path = named.match(/^\/?[^/]*(?:\/[^/]*)?/)?.[0] ?? '';
  if (path === '' || path.length > LONGEST_ACCOUNT) return null;
  switch (cloud) {
    case 'aws':
      return path;
    case 'azure':
      if (!path.startsWith('/')) return path.toLowerCase();
      return path.match(/^\/subscriptions\/(.+)$/i)?.[1]?.toLowerCase() ?? null;
    case 'gcp':
      return path.match(/^projects\/(.+)$/)?.[1] ?? path;
  }
}

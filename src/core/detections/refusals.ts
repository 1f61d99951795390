import type { Action, SnapshotEvent } from '../model.js';
import { pushTo } from '../pushTo.js';
import { endsSchedule } from './guards.js';
import { identityOf } from './identity.js';
import type { Criteria } from './severity.js';

/** What a refused attempt at it is worth; actions that are not named are not reported. */
const WORTH: Partial<Record<Action, Criteria>> = {
  share: { stake: 'prepared', certainty: 'proven' },
  export: { stake: 'prepared', certainty: 'proven' },
  delete: { stake: 'prepared', certainty: 'proven' },
  unprotect: { stake: 'prepared', certainty: 'proven' },
  modify: { stake: 'prepared', certainty: 'likely' },
  copy: { stake: 'prepared', certainty: 'likely' },
  create: { stake: 'prepared', certainty: 'likely' },
  restore: { stake: 'prepared', certainty: 'likely' },
  read: { stake: 'prepared', certainty: 'likely' },
  use: { stake: 'prepared', certainty: 'likely' },
  enumerate: { stake: 'lookedAt', certainty: 'likely' },
  describe: { stake: 'lookedAt', certainty: 'likely' },
};

/** Refused for want of permission, in the words of the three clouds; other errors are mistakes. */
const REFUSED =
  /unauthorized|accessdenied|access_denied|permission_denied|forbidden|authorizationfailed|unauthenticated/i;

export function isRefused({ outcome, errorCode }: SnapshotEvent): boolean {
  return outcome === 'failure' && REFUSED.test(errorCode ?? '');
}

export function worthOf(event: SnapshotEvent): Criteria | undefined {
  // Who may not make schedules may be setting one up; who may not end them wanted no more copies to be made.
  if (endsSchedule(event)) return { stake: 'prepared', certainty: 'likely' };
  return WORTH[event.action];
}

/** Why an attempt weighs less than one to open, export, delete or unlock something. */
export function whyLess({ action, resources }: SnapshotEvent, { stake }: Criteria): string {
  if (stake === 'lookedAt') return 'administrators, scanners and consoles are refused a look every day';
  // Refused calls of RDS have no parameters: whether it was to be shared stood in these.
  return action === 'modify' && resources.length === 0
    ? 'what was to be changed, and whether it was to be opened to anybody, the record does not tell'
    : 'such a call neither opens, exports nor deletes anything, and pipelines that are set up are refused it, too';
}

/** One identity's calls of one operation in an account. */
export const attemptKey = (event: SnapshotEvent): string =>
  JSON.stringify([event.cloud, event.account, identityOf(event) ?? event.actor.id, event.operation]);

/** Refused attempts that are worth telling, by {@link attemptKey}; in time order. */
export function refusalsOf(events: readonly SnapshotEvent[]): Map<string, SnapshotEvent[]> {
  const attempts = new Map<string, SnapshotEvent[]>();
  for (const event of events) {
    if (isRefused(event) && worthOf(event) !== undefined) pushTo(attempts, attemptKey(event), event);
  }
  return attempts;
}

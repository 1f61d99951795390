import { isAboutKey } from '../chains/about.js';
import type { Chain, Resource, ResourceKind, SnapshotEvent } from '../model.js';
import { isDryRun } from '../providers/dryRun.js';
import { deletedBeside } from './deletedBeside.js';

/** Short readable names. Everything here is plain text: what shows it must escape it. */

const KIND_WORD: Readonly<Record<ResourceKind, string>> = {
  snapshot: 'snapshot',
  image: 'image',
  recoveryPoint: 'recovery point',
  volume: 'volume',
  instance: 'machine',
  database: 'database',
  fileSystem: 'file system',
  bucket: 'bucket',
  policy: 'policy',
  vault: 'vault',
  account: 'account',
  identity: 'identity',
  key: 'key',
};

export function kindWord(kind: ResourceKind): string {
  return KIND_WORD[kind];
}

/**
 * The last part of a long id: the name in an ARN, an Azure resource id or a Google resource name.
 * Ids without such parts stay as they are.
 */
export function shortId(id: string): string {
  if (id.startsWith('arn:'))
    return id.split(':').slice(6).join(':') || (id.split(':').at(-1)?.split('/').at(-1) ?? id);
  if (id.startsWith('/') || id.startsWith('projects/')) return id.split('/').filter(Boolean).at(-1) ?? id;
  return id;
}

/** Longer names than any cloud allows are cut in sentences; the fields of a report have them whole. */
const LONGEST_NAME = 300;

export function brief(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`;
}

/** `snapshot snap-0a1`, `machine vm5` */
export function resourceLabel(resource: Resource): string {
  return `${kindWord(resource.kind)} ${brief(shortId(resource.id))}`;
}

/**
 * Who acted. With the account where it is another than `home`, the one that the story is about: every account
 * may have a `user/alice`. Only AWS names the actor's account in the terms of its logs.
 */
export function actorLabel({ actor, cloud, onBehalfOf }: SnapshotEvent, home: string | null): string {
  const asker = onBehalfOf === undefined ? null : (onBehalfOf.name ?? onBehalfOf.id);
  const name = `${brief(actor.name ?? actor.id ?? 'an unnamed identity')}${asker === null ? '' : ` for ${brief(asker)}`}`;
  const isStranger = cloud === 'aws' && actor.account !== null && home !== null && actor.account !== home;
  return isStranger && !name.includes(actor.account) ? `${name} of account ${actor.account}` : name;
}

/** `11 s`, `4 min 54 s`, `40 days 7 h`: the two largest units that say something. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joinUnits(`${minutes} min`, seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return joinUnits(`${hours} h`, minutes % 60, 'min');
  return joinUnits(`${Math.floor(hours / 24)} days`, hours % 24, 'h');
}

function joinUnits(large: string, rest: number, unit: string): string {
  return rest === 0 ? large : `${large} ${rest} ${unit}`;
}

/** `2023-07-10 12:11:27 UTC`; milliseconds only when there are some. */
export function formatUtc(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${iso.slice(19, 23) === '.000' ? '' : iso.slice(19, 23)} UTC`;
}

/** Milliseconds between two events; `null` when one has no time. */
export function between(a: SnapshotEvent, b: SnapshotEvent): number | null {
  return a.time === null || b.time === null ? null : Date.parse(b.time) - Date.parse(a.time);
}

/** `a`, `a and b`, `a, b and 3 more` */
export function listed(items: readonly string[], most = 3): string {
  if (items.length <= 1) return items[0] ?? '';
  const shown = items.slice(0, items.length > most ? most - 1 : items.length);
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `account 012345678912`, `everybody`, `user:mallory@example.com` */
export function granteeLabel(grantee: string): string {
  if (grantee === 'public') return 'everybody';
  return /^[0-9]+$/.test(grantee) ? `account ${brief(grantee)}` : brief(grantee);
}

/** The same, with the account that an ARN of AWS names: `account 444455556666`, `role/backup of account 444455556666`. */
export function holderLabel(grantee: string): string {
  const [, account, holder] = grantee.match(/^arn:[^:]*:[^:]*:[^:]*:([0-9]+):(.+)$/s) ?? [];
  if (account === undefined || holder === undefined) return granteeLabel(grantee);
  return holder === 'root' ? `account ${brief(account)}` : `${brief(holder)} of account ${brief(account)}`;
}

/**
 * `share`, and what else the act is about where the word alone would say too much: `share key` opens no data by itself, and
 * after `delete machine` the snapshot that it was made from is still there.
 */
export function stepWord(event: SnapshotEvent, chain: Chain): string {
  const beside = deletedBeside(event, chain);
  if (beside.length > 0) return `${event.action} ${listed(beside.map(kindWord))}`;
  return isAboutKey(event) ? `${event.action} key` : event.action;
}

/**
 * Those to whom an act opened the data, or from whom it took that back, as short as can be: `012345678912`, `everybody`.
 * The policy of a key lists the owner's own people: who is from outside, the sentences tell.
 */
export function openedTo(event: SnapshotEvent): readonly string[] {
  return isAboutKey(event)
    ? []
    : event.sharedWith.map((one) => (one === 'public' ? 'everybody' : brief(one)));
}

/** With a capital first letter, to begin a sentence with it. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The story in a line: `create → share 012345678912 → unshare → delete (failed)`, repeats counted. What failed is
 * marked, so that nobody reads an attempt as a deed.
 */
export function actionTrail(chain: Chain, eventOf: (id: string) => SnapshotEvent | undefined): string {
  const steps: { label: string; count: number }[] = [];
  chain.actions.forEach((action, index) => {
    const event = eventOf(chain.events[index] ?? '');
    const grantees = action === 'share' && event !== undefined ? openedTo(event) : [];
    const word = event === undefined ? action : stepWord(event, chain);
    const what = grantees.length > 0 ? `${word} ${listed(grantees, 2)}` : word;
    const label = event === undefined ? what : `${what}${howItEnded(event)}`;
    const last = steps.at(-1);
    if (last?.label === label) last.count++;
    else steps.push({ label, count: 1 });
  });
  return steps.map(({ label, count }) => (count > 1 ? `${label} ×${count}` : label)).join(' → ');
}

/** ` (failed)`, ` (dry run)`; empty for what was done. */
export function howItEnded(event: SnapshotEvent): string {
  if (isDryRun(event)) return ' (dry run)';
  return event.outcome === 'failure' ? ' (failed)' : '';
}

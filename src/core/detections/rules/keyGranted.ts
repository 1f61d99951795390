import { isAboutKey } from '../../chains/about.js';
import { encryptedBy, type KeyUse, keyAbout, keyOwner, keyUses } from '../../chains/encryptionKeys.js';
import { outsidersOf } from '../../chains/keyGrants.js';
import type { SnapshotEvent } from '../../model.js';
import { byTime } from '../../order.js';
import { isGoogleAgent } from '../../providers/gcp.js';
import { accountsOf } from '../../providers/grantee.js';
import { actorLabel, holderLabel, listed, resourceLabel } from '../../reports/labels.js';
import { namesOf, type Opening, type Openings, openingsByKey } from '../openings.js';
import type { Rule } from '../rule.js';
import type { Criteria } from '../severity.js';
import { listNames, type Standing, type Trust } from '../trust.js';
import { at, told } from '../wording.js';

export const keyGranted: Rule = {
  id: 'snapshot.key.granted',
  title: 'Its key opened to another account',
  usual: { stake: 'exposed', certainty: 'likely' },
  techniques: ['T1537'],
  explanation:
    'A key policy or a grant lets another account use the key that a snapshot is encrypted with. That alone gives nobody the snapshot, but a foreign account needs it to read one. With a share or a copy to the same account the way out is complete.',
  *judge({ acting, chains, trust }) {
    const grants = acting('share').filter((event) => event.outcome !== 'failure' && isAboutKey(event));
    if (grants.length === 0) return;
    const openingsOf = openingsByKey(trust);
    for (const { use, guests, calls } of alike(grants, keyUses(chains), trust)) {
      const [event] = calls;
      if (event === undefined) continue;
      const opening = openingTo(guests, openingsOf(use));
      const who = listed([...new Set(guests.names.map(holderLabel))]);
      const [only = null] = use.chains.size === 1 ? use.chains.keys() : [];
      yield {
        ...criteriaOf(guests.doubt, opening),
        because:
          guests.doubt === null
            ? 'the data came to the same account as well'
            : 'those who were let in may be nobody from outside',
        techniques: this.techniques,
        message: [
          `${actorLabel(event, keyOwner(event))} let ${who} use ${keyLabel(event)}${at(event)} (${event.operation})${calls.length > 1 ? `, the first of ${calls.length} such calls` : ''}.`,
          `It encrypts ${encryptedWith(use)}.`,
          aboutData(guests, opening),
          ...(guests.doubt === null ? [] : [DOUBTS[guests.doubt]]),
          ...(isWholeList(event) ? ['The call lists everybody who may from then on, new or not.'] : []),
        ].join(' '),
        events: opening === null ? calls : [...calls, opening.event].sort(byTime),
        about: calls,
        chain: only,
        suppressed: guests.trusted ? `${who}: on the list of ${listNames(guests.names, trust)}` : null,
      };
    }
  },
};

/** Calls that let the same accounts in to the same key: a policy, and the grants that follow from it. */
interface Alike {
  readonly use: KeyUse;
  readonly guests: Guests;
  /** In time order. */
  readonly calls: SnapshotEvent[];
}

function alike(
  grants: readonly SnapshotEvent[],
  uses: ReadonlyMap<string, KeyUse>,
  trust: Trust,
): Iterable<Alike> {
  const groups = new Map<string, Alike>();
  for (const event of grants) {
    const key = keyAbout(event) ?? '';
    const use = uses.get(key);
    const guests = use === undefined ? null : guestsOf(event, use, trust);
    if (use === undefined || guests === null) continue;
    const accounts = new Set(guests.names.map((who) => accountsOf(who)[0] ?? who.toLowerCase()));
    const group = JSON.stringify([key, ...[...accounts].sort()]);
    const known = groups.get(group);
    if (known === undefined) groups.set(group, { use, guests, calls: [event] });
    else known.calls.push(event);
  }
  return groups.values();
}

function aboutData({ doubt }: Guests, opening: Opening | null): string {
  const whom = doubt === null ? 'them' : 'anybody outside';
  return opening === null
    ? `That the data itself was opened to ${whom} is not in these logs.`
    : `The data itself was opened to ${whom}, too: ${told(opening.event, opening.chain)}.`;
}

/** Those from outside who were let in: strangers or, without any, trusted ones. */
interface Guests {
  readonly names: readonly string[];
  readonly trusted: boolean;
  /** `null` as soon as one of them is surely of another account. */
  readonly doubt: Doubt | null;
}

/** Why those who were let in may be nobody from outside. */
type Doubt = 'condition' | 'domain' | 'agent';

const DOUBTS: Readonly<Record<Doubt, string>> = {
  condition:
    'A condition of the policy may narrow that to people of the owner’s own; conditions are not read.',
  domain:
    'The mail domain is that of the one who let them in, which makes a colleague likely and proves nothing.',
  agent:
    'An agent of Google’s acts for the project whose number its name holds: whose that is, these logs do not tell.',
};

function guestsOf(event: SnapshotEvent, use: KeyUse, trust: Trust): Guests | null {
  const letIn = new Set(event.sharedWith);
  const outsiders = outsidersOf(event, use).filter((who) => letIn.has(who));
  if (outsiders.length === 0) return null;
  const strangers = outsiders.filter((who) => trust.ofGrantee(who, event) !== 'trusted');
  if (strangers.length === 0) return { names: outsiders, trusted: true, doubt: null };
  const doubts = new Set(strangers.map((who) => doubtAbout(who, trust.ofGrantee(who, event))));
  const [doubt = null] = doubts.has(null)
    ? []
    : (['condition', 'domain', 'agent'] as const).filter((one) => doubts.has(one));
  return { names: strangers, trusted: false, doubt };
}

function doubtAbout(who: string, standing: Standing): Doubt | null {
  if (standing === 'public') return 'condition';
  if (standing === 'sameDomain') return 'domain';
  // In the log of the one who was let in they are at home, and strangers to the key.
  return isGoogleAgent(who.toLowerCase()) ? 'agent' : null;
}

/** How one of them, or somebody of whom it may be the key, came by the data. */
function openingTo({ names, doubt }: Guests, { to, first }: Openings): Opening | null {
  if (doubt !== null) return first;
  for (const name of [...names.flatMap(namesOf), 'public']) {
    const opening = to.get(name);
    if (opening !== undefined) return opening;
  }
  return null;
}

function criteriaOf(doubt: Doubt | null, opening: Opening | null): Criteria {
  if (doubt === null) return { stake: 'exposed', certainty: opening === null ? 'likely' : 'proven' };
  // Everybody who encrypts disks with keys of their own lets in an agent of Google's.
  if (doubt === 'agent' && opening === null) return { stake: 'prepared', certainty: 'possible' };
  return { stake: 'exposed', certainty: opening === null ? 'possible' : 'likely' };
}

/** A list without the one before it; a new key had none. */
function isWholeList({ accessAfter, accessBefore, operation }: SnapshotEvent): boolean {
  const isNew = operation === 'CreateKey' || operation === 'ReplicateKey';
  return accessAfter !== undefined && accessBefore === undefined && !isNew;
}

function keyLabel({ resources }: SnapshotEvent): string {
  return listed(
    resources.filter(({ role, kind }) => role === 'subject' && kind === 'key').map(resourceLabel),
  );
}

/** `snapshot snap-0a, snapshot snap-0b and 7 more`: one thing of each chain. */
function encryptedWith({ chains }: KeyUse): string {
  const labels: string[] = [];
  for (const [chain, event] of chains) {
    if (labels.length === 2 && chains.size > 3) break;
    const [thing] = encryptedBy(event);
    labels.push(resourceLabel(thing ?? chain.root));
  }
  const more = chains.size - labels.length;
  return more === 0 ? listed(labels) : `${labels.join(', ')} and ${more} more`;
}

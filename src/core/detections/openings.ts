import type { ChainCase } from '../chains/chainCase.js';
import type { KeyUse } from '../chains/encryptionKeys.js';
import type { SnapshotEvent } from '../model.js';
import { byTime } from '../order.js';
import { accountsOf } from '../providers/grantee.js';
import { crossing, UNKNOWN_ACCOUNT } from './borders.js';
import { isTaking } from './deeds.js';
import type { Trust } from './trust.js';

/** How somebody from outside came by the data of a chain. */
export interface Opening {
  readonly event: SnapshotEvent;
  readonly chain: ChainCase;
}

/** The first opening to each outsider: by what it is called in grants, and by its account; and to any of them. */
export interface Openings {
  readonly to: ReadonlyMap<string, Opening>;
  readonly first: Opening | null;
}

/** More outsiders than these were let in by a script: enough to compare with. */
const MAX_OUTSIDERS = 100;

/**
 * The openings of everything that a key encrypts. Each chain and each key is gone through once, when first asked for:
 * linear in the events of the chains and in the chains of the keys.
 */
export function openingsByKey(trust: Trust): (use: KeyUse) => Openings {
  const ofChains = new Map<ChainCase, Openings>();
  const ofKeys = new Map<KeyUse, Openings>();
  const ofChain = (chain: ChainCase): Openings => {
    const known = ofChains.get(chain) ?? openingsOf(chain, trust);
    ofChains.set(chain, known);
    return known;
  };
  return (use) => {
    const known = ofKeys.get(use) ?? together([...use.chains.keys()].map(ofChain));
    ofKeys.set(use, known);
    return known;
  };
}

/** Those of several chains; of two openings to one outsider the earlier. */
function together(several: readonly Openings[]): Openings {
  const to = new Map<string, Opening>();
  let first: Opening | null = null;
  const isEarlier = (one: Opening, other: Opening | null | undefined): boolean =>
    other === null || other === undefined || byTime(one.event, other.event) < 0;
  for (const openings of several) {
    if (openings.first !== null && isEarlier(openings.first, first)) first = openings.first;
    for (const [name, opening] of openings.to) if (isEarlier(opening, to.get(name))) to.set(name, opening);
  }
  return { to, first };
}

/** To whom a chain was opened, or who took of it, by the settings' lists; in time order. */
function openingsOf(chain: ChainCase, trust: Trust): Openings {
  const to = new Map<string, Opening>();
  let first: Opening | null = null;
  for (const event of chain.events) {
    for (const name of outsidersIn(event, trust)) {
      const opening = { event, chain };
      first ??= opening;
      if (to.size < MAX_OUTSIDERS && !to.has(name)) to.set(name, opening);
    }
  }
  return { to, first };
}

/** In lower case. */
function outsidersIn(event: SnapshotEvent, trust: Trust): readonly string[] {
  if (event.outcome === 'failure') return [];
  if (event.action === 'share') {
    return event.sharedWith
      .filter((who) => !['own', 'trusted'].includes(trust.ofGrantee(who, event)))
      .flatMap(namesOf);
  }
  const names: string[] = [];
  if (isTaking(event) && trust.ofActor(event) === 'foreign' && event.actor.account !== null)
    names.push(event.actor.account.toLowerCase());
  const border = crossing(event);
  if (border !== null && border.to !== UNKNOWN_ACCOUNT && border.from === event.account?.toLowerCase())
    names.push(border.to.toLowerCase());
  return names;
}

/** What a grantee is known by where others name it: as it stands, and by its account or project. */
export function namesOf(grantee: string): readonly string[] {
  return [...new Set([grantee.toLowerCase(), ...accountsOf(grantee)])].filter((name) => name !== '');
}

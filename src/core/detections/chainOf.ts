import type { ChainCase } from '../chains/buildChains.js';
import type { SnapshotEvent } from '../model.js';
import { between, formatDuration } from '../reports/labels.js';

const index = new WeakMap<readonly ChainCase[], Map<SnapshotEvent, ChainCase>>();

/** The first chain that an event belongs to, or `null`; the look-up is built once for a list of chains. */
export function chainOf(event: SnapshotEvent, chains: readonly ChainCase[]): ChainCase | null {
  let known = index.get(chains);
  if (known === undefined) {
    known = new Map();
    for (const chain of chains) for (const one of chain.events) if (!known.has(one)) known.set(one, chain);
    index.set(chains, known);
  }
  return known.get(event) ?? null;
}

/** The account that the story of a chain is about: the owner of its root; without a chain, that of the log. */
export function homeOf(event: SnapshotEvent, chain: ChainCase | null): string | null {
  return chain?.accounts[0] ?? event.account;
}

/** `, 18 s after it was created`, when the chain holds its creation within a day; empty otherwise. */
export function since(event: SnapshotEvent, chain: ChainCase | null): string {
  const made = chain?.events.find(
    ({ action, outcome }) => (action === 'create' || action === 'copy') && outcome !== 'failure',
  );
  if (made === undefined || made === event) return '';
  const gap = between(made, event);
  return gap === null || gap < 0 || gap > DAY ? '' : `, ${formatDuration(gap)} after it was made`;
}

const DAY = 24 * 60 * 60 * 1000;

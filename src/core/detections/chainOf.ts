import type { ChainCase } from '../chains/buildChains.js';
import type { ChainMember, SnapshotEvent } from '../model.js';
import { between, formatDuration, formatUtc } from '../reports/labels.js';
import { bareSentence } from '../reports/sentences.js';
import { DAY } from './thresholds.js';

/** A chain's parts by their names. */
export interface ChainParts {
  member(key: string): ChainMember | undefined;
  event(id: string | null): SnapshotEvent | undefined;
}

const parts = new WeakMap<ChainCase, ChainParts>();

/** Chains of no more members and events are looked through: of very many chains most are such. */
const FEW = 16;

/** Look-ups over one chain; built once for a long one. */
export function partsOf(chain: ChainCase): ChainParts {
  if (chain.members.length <= FEW && chain.events.length <= FEW) {
    return {
      member: (key) => chain.members.find((member) => member.key === key),
      event: (id) => (id === null ? undefined : chain.events.find((event) => event.id === id)),
    };
  }
  let known = parts.get(chain);
  if (known === undefined) {
    const members = new Map(chain.members.map((member) => [member.key, member]));
    const events = new Map(chain.events.map((event) => [event.id, event]));
    known = {
      member: (key) => members.get(key),
      event: (id) => (id === null ? undefined : events.get(id)),
    };
    parts.set(chain, known);
  }
  return known;
}

/** The account that the story of a chain is about: the owner of its root; without a chain, that of the log. */
export function homeOf(event: SnapshotEvent, chain: ChainCase | null): string | null {
  return chain?.accounts[0] ?? event.account;
}

/** `user/mallory shared snapshot snap-0a1 with account 012345678912 at 2024-05-14 12:04:11 UTC, 11 s after it was made` */
export function told(event: SnapshotEvent, chain: ChainCase | null): string {
  return `${bareSentence(event, homeOf(event, chain))}${at(event)}${since(event, chain)}`;
}

/** ` at 2024-05-14 12:04:11 UTC`; empty when the record tells no time. */
export function at(event: SnapshotEvent): string {
  return event.time === null ? '' : ` at ${formatUtc(event.time)}`;
}

/** `, 18 s after it was made`, when the chain holds its making within a day; empty otherwise. */
function since(event: SnapshotEvent, chain: ChainCase | null): string {
  const made = chain?.events.find(
    ({ action, outcome }) => (action === 'create' || action === 'copy') && outcome !== 'failure',
  );
  if (made === undefined || made === event) return '';
  const gap = between(made, event);
  return gap === null || gap < 0 || gap > DAY ? '' : `, ${formatDuration(gap)} after it was made`;
}

/** Whether the first happened before the second, or at the same time; never when a time is unknown. */
export function isBefore(a: SnapshotEvent, b: SnapshotEvent): boolean {
  return a.time !== null && b.time !== null && a.time <= b.time;
}

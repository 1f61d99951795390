import type { Action, SnapshotEvent } from '../model.js';
import { remembered } from '../remembered.js';
import type { ChainCase, ChainPart } from './chainCase.js';

/** Chains of no more members are looked through: of very many chains most are such. */
const FEW = 16;

const partsByKey = remembered(
  ({ parts }: ChainCase): ReadonlyMap<string, ChainPart> =>
    new Map(parts.map((part) => [part.member.key, part])),
);

/** The member of a chain that has a key. */
export function partOf(chain: ChainCase, key: string): ChainPart | undefined {
  const { parts } = chain;
  return parts.length <= FEW ? parts.find(({ member }) => member.key === key) : partsByKey(chain).get(key);
}

/** The event that made what a chain begins with. */
export function makerOf({ parts }: ChainCase): SnapshotEvent | null {
  return parts[0]?.made ?? null;
}

/** The events of a chain that did one of these, or tried; no other event is looked at. */
export function stepsOf({ events, trail, actions }: ChainCase, wanted: readonly Action[]): SnapshotEvent[] {
  return wanted.some((action) => actions.has(action))
    ? events.filter((_, index) => wanted.includes(trail[index] ?? 'context'))
    : [];
}

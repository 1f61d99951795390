import type { ChainCase } from '../chains/chainCase.js';
import { stepsOf } from '../chains/parts.js';
import type { SnapshotEvent } from '../model.js';
import { remembered } from '../remembered.js';
import { between, formatDuration, formatUtc, listed } from '../reports/labels.js';
import { bareSentence } from '../reports/sentences.js';
import { DAY } from './thresholds.js';

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
  const made = chain === null ? null : firstMaking(chain);
  if (made === null || made === event) return '';
  const gap = between(made, event);
  return gap === null || gap < 0 || gap > DAY ? '' : `, ${formatDuration(gap)} after it was made`;
}

/** The operations, each with how often it was called where there are several: `DeleteSnapshot 6 times and DeregisterImage` */
export function operationsOf(events: readonly SnapshotEvent[]): string {
  const calls = new Map<string, number>();
  for (const { operation } of events) calls.set(operation, (calls.get(operation) ?? 0) + 1);
  return listed(
    [...calls].map(([operation, count]) =>
      calls.size === 1 || count === 1 ? operation : `${operation} ${count} times`,
    ),
  );
}

/** Looked for once: a chain may have as many findings as events. */
const firstMaking = remembered(
  (chain: ChainCase): SnapshotEvent | null =>
    stepsOf(chain, ['create', 'copy']).find(({ outcome }) => outcome !== 'failure') ?? null,
);

/** Whether the first happened before the second, or at the same time; never when a time is unknown. */
export function isBefore(a: SnapshotEvent, b: SnapshotEvent): boolean {
  return a.time !== null && b.time !== null && a.time <= b.time;
}

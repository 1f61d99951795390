import { formatUtc } from '../reports/labels.js';
import type { Inventory } from './inventory.js';

/** `the list (aws ec2 describe-snapshots) of 2024-03-05 10:00:00 UTC` */
export function listWords({ title, asOf }: Pick<Inventory, 'title' | 'asOf'>): string {
  const what = title === 'saved baseline' ? 'the saved baseline' : `the list (${title})`;
  if (asOf === null) return `${what} of an unknown time`;
  return `${what} of ${formatUtc(asOf.time)}${asOf.from === 'newest' ? ' or later' : ''}`;
}

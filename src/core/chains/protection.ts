import type { SnapshotEvent } from '../model.js';

const PROTECTION_KINDS = [
  'lock',
  'vaultLock',
  'retention',
  'softDelete',
  'recycleBin',
  'deletionProtection',
  'publicAccessBlock',
  'accessPolicy',
  'other',
] as const;
/** What keeps a resource from being deleted or opened. */
export type ProtectionKind = (typeof PROTECTION_KINDS)[number];

export interface Protection {
  readonly kind: ProtectionKind;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly by: SnapshotEvent;
}

/** By the names that the providers give to the operations, the more special first. */
const KINDS: readonly (readonly [RegExp, ProtectionKind])[] = [
  [/vaultlock|vault-?lock/i, 'vaultLock'],
  [/publicaccess|blockpublic/i, 'publicAccessBlock'],
  [/deletionprotection|deleteprotection/i, 'deletionProtection'],
  [/softdelete/i, 'softDelete'],
  [/recyclebin|rbin/i, 'recycleBin'],
  [/retention|immutab/i, 'retention'],
  [/accesspolicy|iampolicy|sharingpolicy/i, 'accessPolicy'],
  [/lock/i, 'lock'],
];

function protectionKind({ service, operation }: SnapshotEvent): ProtectionKind {
  const text = `${service} ${operation}`;
  return KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
}

/** The protections after a call. One that is lifted takes away those of its kind. */
export function afterProtection(before: readonly Protection[], event: SnapshotEvent): readonly Protection[] {
  if (event.outcome !== 'success' || event.time === null) return before;
  if (event.action !== 'protect' && event.action !== 'unprotect') return before;
  const kind = protectionKind(event);
  const others = before.filter((protection) => protection.kind !== kind);
  return event.action === 'unprotect' ? others : [...others, { kind, since: event.time, by: event }];
}

import type { SnapshotEvent } from '../model.js';

/** Switches of a whole account that keep anybody in it from opening or losing data. */
const ACCOUNT_GUARDS: ReadonlySet<string> = new Set([
  'DisableSnapshotBlockPublicAccess',
  'DisableImageBlockPublicAccess',
  'DisableAllowedImagesSettings',
  'DisableEbsEncryptionByDefault',
]);

export function isAccountGuardOff(event: SnapshotEvent): boolean {
  return isOff(event) && event.action === 'unprotect' && ACCOUNT_GUARDS.has(event.operation);
}

/** A lock, a retention, a soft delete or another protection of backups taken away by a person. */
export function isProtectionOff(event: SnapshotEvent): boolean {
  return (
    isOff(event) &&
    event.action === 'unprotect' &&
    !ACCOUNT_GUARDS.has(event.operation) &&
    // What is made without backups never had any to lose.
    !/^Create/.test(event.operation)
  );
}

/** Tests of restores, tiers of storage and grants of keys make no backups. */
const NO_BACKUP_SCHEDULE = /RestoreTesting|RestorePlan|Tiering|CopyGrant/;

/** A schedule that makes backups, removed or switched off by a person. What a changed schedule holds now, few records say. */
export function isScheduleOff(event: SnapshotEvent): boolean {
  return isOff(event) && endsSchedule(event);
}

/** The same, whoever did it and whether or not it succeeded. */
export function endsSchedule(event: SnapshotEvent): boolean {
  return (
    event.action === 'schedule' &&
    (event.techniques.includes('T1490') || /delete|remove|disable/i.test(event.operation)) &&
    !NO_BACKUP_SCHEDULE.test(event.operation)
  );
}

function isOff(event: SnapshotEvent): boolean {
  return event.outcome !== 'failure' && !event.actor.service;
}

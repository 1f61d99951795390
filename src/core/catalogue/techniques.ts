import type { Action, ResourceKind, ResourceRole } from '../model.js';
import { attackTechnique } from './attack/attack.js';
import { ATTACK_VERSIONS, type AttackVersion, NEWEST_ATTACK_VERSION } from './attack/versions.js';

/** The version of ATT&CK that is shown where nobody chose another. */
export const ATTACK_VERSION: AttackVersion = NEWEST_ATTACK_VERSION;

/** A technique of ATT&CK in our own words, for somebody in the middle of an incident. */
export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly string[];
  readonly url: string;
  /** What it is. */
  readonly what: string;
  /** How snapshots serve it. */
  readonly snapshots: string;
  /** What looks the same and is harmless. */
  readonly normal: string;
  /** What to look at next. */
  readonly check: string;
}

type Entry = Pick<Technique, 'what' | 'snapshots' | 'normal' | 'check'>;

const TABLE: Readonly<Record<string, Entry>> = {
  T1485: {
    what: 'Somebody destroys data to hurt the owner, not to make room. In a cloud one stolen identity is enough to do it within minutes.',
    snapshots:
      'Deleting snapshots, images, disks or databases removes the data itself and every older state of it. It is often the last step after a copy went to another account, and then comes a ransom note.',
    normal:
      'Retention jobs delete old snapshots every day, a few at a time, under the same service identity. Teams also clean up after a migration or a test.',
    check:
      'See who deleted, how many, how old they were and whether the original disk still exists. Look in the recycle bin and in copies in other regions, and take the identity away before you restore.',
  },
  T1490: {
    what: 'Backups and the means to bring systems back are removed first, so that the damage that follows cannot be undone.',
    snapshots:
      'Snapshots, restore points and automated backups are the recovery. Deleting them, cutting the retention, ending a schedule, or taking off a lock or a recycle-bin rule all lead there.',
    normal:
      'Lifecycle policies expire old restore points, and projects that end lose their schedules. Such changes are announced, come from the usual automation and leave newer backups in place.',
    check:
      'Find out which backups are left, including copies in other accounts and regions, and protect these now. Then look back over the same identity for changed retention, lifted locks and new keys.',
  },
  T1530: {
    what: 'Data is read straight out of a storage service, without going through the machine or application that owns it.',
    snapshots:
      'The block interface of a snapshot lets a caller read a whole disk, piece by piece, with no volume and no machine. The same goes for a download link. Block reads are logged only if data events were switched on.',
    normal:
      'Backup products read changed blocks to make small copies. They do so on a timetable, from their own role and network.',
    check:
      'Count the blocks that were read and compare them with the size of the disk. Check the network the reads came from, and remember: when a shared snapshot is read by another account, your log shows nothing.',
  },
  T1537: {
    what: 'Data leaves by moving to another account at the same provider. No large download crosses the edge of the network, so most alarms stay silent.',
    snapshots:
      'A snapshot or image is shared with a foreign account or made public, copied by it, written to a bucket, or opened by a download link. From then on the taker works outside your reach and your logs.',
    normal:
      'Organisations share images and snapshots among their own accounts, for example with a backup or a recovery account. Golden images are sometimes public on purpose.',
    check:
      'Find out who owns the receiving account. Take the sharing back, then look for the notice that it was already copied or used, and treat every secret on that disk as known to others.',
  },
  T1578: {
    what: 'Machines, disks, snapshots or images are made, changed or removed to get around protection and leave few traces.',
    snapshots:
      "Each step of a snapshot chain is one: restoring a disk, attaching it to a machine of one's own, changing who may use it, tidying up. A single step proves little; the order and the people do.",
    normal:
      'Engineers and pipelines do this all day. It fits an open change, the usual names and tags, and an identity that has done it before.',
    check:
      'Follow the chain from the first snapshot to the last delete. Ask whether the identity is new, whether a change ticket matches, and which machine read the restored disk.',
  },
  'T1578.001': {
    what: 'A copy of a disk, database or machine is taken as it stands at one moment, so that its contents can be opened elsewhere.',
    snapshots:
      'The snapshot is the doorway: the running machine notices nothing, and its access rules do not come along. Everything after that - sharing, copying, restoring - needs it first.',
    normal:
      'Backups make thousands of them under one role, at fixed hours, for the same disks. A single one by hand is common before an upgrade.',
    check:
      'Look at what was done with it in the following hours and weeks: shared, copied to another region, turned into a disk or image, deleted soon after. A short-lived snapshot of an important disk deserves a talk with whoever made it.',
  },
  'T1578.002': {
    what: "A new machine is started where the old one's rules, agents and firewalls do not apply.",
    snapshots:
      "Started from a snapshot or from an image of one, the machine comes up with the victim's files but under the control of the person who started it. Stored passwords and keys can be read at leisure.",
    normal:
      'Recovery drills, scaling groups and test systems start machines from known images, in known networks, with the usual roles.',
    check:
      'Check the network, key pair and role of the new machine and whether it is reachable from outside. Preserve its disk before anybody terminates it.',
  },
  'T1578.003': {
    what: 'A machine is removed after use, and what could be learnt from it goes as well.',
    snapshots:
      'A machine that only served to read a restored disk is often gone within the hour. The volume and the snapshot tend to follow.',
    normal:
      'Machines come and go with load, and a recovery drill ends with a clean-up. Then it is the same automation that made them.',
    check:
      "Measure the time from start to end and see what was attached in between. Ask the provider's flow logs where the machine talked to; its own disk is probably lost.",
  },
  'T1578.004': {
    what: 'A machine is set back to an earlier state so that the traces of what was done on it vanish.',
    snapshots:
      'The root disk is replaced by an older snapshot or by its first image. Files, logs and tools added since are no longer there.',
    normal: 'Support reverts a machine after a failed patch, with a ticket and in a maintenance window.',
    check:
      "Look for snapshots or the replaced disk that still hold the newer state and secure them. Compare the log of the provider with the gap in the machine's own logs.",
  },
  'T1578.005': {
    what: 'Settings that hold for a whole account or project are loosened, so that later steps are allowed.',
    snapshots:
      'Examples are switching off the block on public snapshots, encryption by default, the list of allowed images, or pointing the default key to one that belongs to somebody else.',
    normal: 'Platform teams change such settings rarely, from code, and in many accounts at the same time.',
    check:
      'Read what was shared, copied or created between this change and its reversal. Put the setting back and make it a policy of the organisation that a single account cannot lift.',
  },
  T1580: {
    what: 'Somebody takes stock of what an account contains in order to choose what to go for.',
    snapshots:
      'A list of snapshots shows which disks matter, how they are named, whether they are encrypted and who may use them. Old, forgotten ones are the easiest prey.',
    normal: 'Consoles, inventories, scanners and backup tools ask the same questions all day long.',
    check:
      'See whether the identity ever asked before, from which address, and whether calls were refused. A listing becomes interesting when the same identity then copies, shares or restores.',
  },
  'T1213.006': {
    what: 'Records are gathered from a database: customers, credentials, business secrets.',
    snapshots:
      'A database snapshot is exported as tables to a bucket, or restored as a second database whose master password the taker sets. The original sees no query.',
    normal:
      'Analysts export snapshots for reports on a schedule, into a bucket that belongs to the same organisation.',
    check:
      'Find out who can read the bucket or reach the restored database, and which key encrypts it. Then list the tables it holds; that decides who must be told.',
  },
};

const IDS = Object.keys(TABLE).sort();

const TECHNIQUES: ReadonlyMap<string, ReadonlyMap<string, Technique>> = new Map(
  ATTACK_VERSIONS.map((version) => [version, new Map(IDS.map((id) => [id, techniqueIn(id, version)]))]),
);

function techniqueIn(id: string, version: AttackVersion): Technique {
  const fact = attackTechnique(id, version);
  const entry = TABLE[id];
  if (fact === undefined || entry === undefined) throw new Error(`ATT&CK ${version} has no ${id}`);
  return { id: fact.id, name: fact.name, tactics: fact.tactics ?? [], url: fact.url, ...entry };
}

/** Every technique that the catalogue may name, sorted by id. */
export const techniques: readonly Technique[] = techniquesIn(ATTACK_VERSION);

/** The same, with the names, tactics and ids of a version. */
export function techniquesIn(version: AttackVersion): readonly Technique[] {
  return [...(TECHNIQUES.get(version)?.values() ?? [])];
}

export function findTechnique(id: string, version: AttackVersion = ATTACK_VERSION): Technique | undefined {
  return TECHNIQUES.get(version)?.get(id);
}

export function isTechniqueId(id: string): boolean {
  return Object.hasOwn(TABLE, id);
}

/** Techniques of an action, where the kind of thing does not matter; see {@link techniquesFor} for the rest. */
const BY_ACTION: Readonly<Record<Exclude<Action, 'delete' | 'restore'>, readonly string[]>> = {
  create: ['T1578.001'],
  copy: ['T1578.001'],
  share: ['T1537'],
  unshare: ['T1578'],
  modify: ['T1578'],
  use: ['T1578'],
  read: ['T1530'],
  export: ['T1537'],
  enumerate: ['T1580'],
  describe: ['T1580'],
  schedule: ['T1578'],
  unprotect: ['T1490'],
  protect: [],
  recover: [],
  context: [],
};

const RECOVERY: ReadonlySet<ResourceKind> = new Set(['snapshot', 'recoveryPoint', 'image', 'vault']);

/**
 * The techniques that an action on these things stands for, where a row of the catalogue names none of its own.
 *
 * - delete: of a snapshot, restore point, image or vault T1485 and T1490; of a machine T1578.003; of a policy T1490;
 *   of anything else T1485
 * - restore: T1578.002 when a machine results, else T1578
 */
export function techniquesFor(
  action: Action,
  resources: readonly { readonly role: ResourceRole; readonly kind: ResourceKind }[],
): readonly string[] {
  const kinds = (role: ResourceRole) =>
    resources.filter((item) => item.role === role).map(({ kind }) => kind);
  if (action === 'restore') return [kinds('result').includes('instance') ? 'T1578.002' : 'T1578'];
  if (action === 'delete') return forDelete(kinds('subject'));
  return BY_ACTION[action];
}

function forDelete(kinds: readonly ResourceKind[]): readonly string[] {
  if (kinds.some((kind) => RECOVERY.has(kind))) return ['T1485', 'T1490'];
  if (kinds.includes('instance')) return ['T1578.003'];
  return kinds.includes('policy') ? ['T1490'] : ['T1485'];
}

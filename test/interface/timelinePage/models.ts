import type { Action, Severity } from '../../../src/core/model.js';
import type {
  TimelineChain,
  TimelineEvent,
  TimelineModel,
  TimelineRow,
} from '../../../src/protocol/timeline.js';

const SECOND = 1000;
const DAY = 86_400_000;

interface EventParts extends Partial<TimelineEvent> {
  readonly id: string;
  readonly time: number;
  readonly action: Action;
}

export function event(parts: EventParts): TimelineEvent {
  return {
    outcome: 'success',
    severity: 'info',
    row: 0,
    sentence: `${parts.action} ${parts.id}`,
    operation: parts.action,
    actor: 'user/alice',
    account: '111122223333',
    region: 'us-east-1',
    sourceIp: '203.0.113.7',
    techniques: [],
    place: `trail.json:${10 + Number(parts.id.replace(/\D/g, '') || 0)}`,
    ...parts,
  };
}

export function row(parts: Partial<TimelineRow> & { readonly id: string }): TimelineRow {
  return {
    kind: 'snapshot',
    label: parts.id,
    from: null,
    made: true,
    to: null,
    exposed: [],
    madeFrom: [],
    ...parts,
  };
}

export function modelOf(
  chains: readonly TimelineChain[],
  loose: readonly TimelineEvent[] = [],
): TimelineModel {
  return { chains, loose, findings: [], undated: 0 };
}

/** Create, share, copied elsewhere, unshare, delete: 36 seconds. */
export function theftChain(
  start = Date.parse('2023-07-10T12:11:27Z'),
  name = '0a1b2c3d4e5f67890',
): TimelineChain {
  const at = (seconds: number): number => start + seconds * SECOND;
  const snapshot = `snap-${name}`;
  return {
    id: `theft-${name}`,
    cloud: 'aws',
    title: `vol-0b87137ae1f2d9c40 → ${snapshot}`,
    severity: 'high',
    trail: 'create → share 012345678912 → unshare → delete · 36 s · user/alice',
    verdict: 'create → share 012345678912 → unshare → delete · 36 s · user/alice',
    rows: [
      row({
        id: snapshot,
        from: at(0),
        to: at(36),
        exposed: [{ from: at(11), to: at(29), sharedWith: ['012345678912'] }],
      }),
    ],
    events: [
      event({
        id: `${name}-e1`,
        time: at(0),
        action: 'create',
        operation: 'CreateSnapshot',
        sentence: `user/alice created snapshot ${snapshot} of volume vol-0b87137ae1f2d9c40`,
        techniques: ['T1578.001'],
      }),
      event({
        id: `${name}-e2`,
        time: at(11),
        action: 'share',
        severity: 'high',
        operation: 'ModifySnapshotAttribute',
        sentence: `user/alice shared snapshot ${snapshot} with account 012345678912, 11 s after creating it`,
        techniques: ['T1537'],
      }),
      event({
        id: `${name}-e3`,
        time: at(20),
        action: 'copy',
        severity: 'high',
        operation: 'SharedSnapshotCopyInitiated',
        sentence: `account 012345678912 began to copy snapshot ${snapshot}`,
        actor: 'ec2.amazonaws.com',
        techniques: ['T1537'],
      }),
      event({
        id: `${name}-e4`,
        time: at(29),
        action: 'unshare',
        severity: 'medium',
        operation: 'ModifySnapshotAttribute',
        sentence: `user/alice took the share with account 012345678912 back`,
        techniques: ['T1070'],
      }),
      event({
        id: `${name}-e5`,
        time: at(36),
        action: 'delete',
        severity: 'medium',
        operation: 'DeleteSnapshot',
        sentence: `user/alice deleted snapshot ${snapshot}`,
        techniques: ['T1070', 'T1578.003'],
      }),
    ],
    findings: [
      {
        id: `${name}-f1`,
        severity: 'high',
        rule: 'snapshot.shared.external',
        message:
          'user/alice shared a snapshot with account 012345678912, which is not in the trusted accounts. Whoever holds that account can copy every block of the disk.',
        techniques: ['T1537'],
        events: [`${name}-e2`],
        suppressed: null,
      },
      {
        id: `${name}-f2`,
        severity: 'medium',
        rule: 'snapshot.shortLived',
        message: 'The snapshot lived for 36 s: made, shared, taken back and deleted by the same actor.',
        techniques: ['T1578.001', 'T1070'],
        events: [`${name}-e1`, `${name}-e5`],
        suppressed: null,
      },
    ],
  };
}

/** A disk's snapshot that became a machine and an image, over forty days. */
export function googleChain(start = Date.parse('2023-05-31T08:02:11Z')): TimelineChain {
  const at = (days: number): number => Math.round(start + days * DAY);
  return {
    id: 'google-ds-1',
    cloud: 'gcp',
    title: 'disk-2 → ds-1',
    severity: 'medium',
    trail: 'create → restore vm5 → image dm-2 → machine vm10 · 40 d · bob@example.com',
    verdict: 'create → restore vm5 → image dm-2 → machine vm10 · 40 d · bob@example.com',
    rows: [
      row({ id: 'projects/p1/global/snapshots/ds-1', label: 'ds-1', from: at(0) }),
      row({
        id: 'projects/p1/zones/z/disks/vm5',
        label: 'vm5',
        kind: 'volume',
        from: at(0.004),
        madeFrom: [{ row: 0, event: 'g2' }],
      }),
      row({
        id: 'projects/p1/global/images/dm-2',
        label: 'dm-2',
        kind: 'image',
        from: at(38.2),
        madeFrom: [{ row: 0, event: 'g4' }],
        exposed: [{ from: at(38.9), to: null, sharedWith: ['allAuthenticatedUsers', 'public'] }],
      }),
      row({
        id: 'projects/p1/zones/z/instances/vm10',
        label: 'vm10',
        kind: 'instance',
        from: at(40),
        madeFrom: [{ row: 2, event: 'g6' }],
      }),
    ],
    events: [
      event({
        id: 'g1',
        time: at(0),
        action: 'create',
        sentence: 'bob@example.com created snapshot ds-1 of disk disk-2',
        operation: 'compute.disks.createSnapshot',
      }),
      event({
        id: 'g2',
        time: at(0.004),
        action: 'restore',
        row: 1,
        sentence: 'bob@example.com made disk vm5 from snapshot ds-1',
        operation: 'compute.disks.insert',
      }),
      event({
        id: 'g3',
        time: at(0.0041),
        action: 'use',
        row: 1,
        sentence: 'bob@example.com attached disk vm5 to machine vm5',
        operation: 'compute.instances.attachDisk',
      }),
      event({
        id: 'g7',
        time: at(12),
        action: 'delete',
        outcome: 'failure',
        severity: 'low',
        sentence: 'bob@example.com tried to delete snapshot ds-1 and was denied',
        operation: 'compute.snapshots.delete',
      }),
      event({
        id: 'g4',
        time: at(38.2),
        action: 'create',
        row: 2,
        severity: 'low',
        outcome: 'pending',
        sentence: 'bob@example.com made image dm-2 from snapshot ds-1',
        operation: 'compute.images.insert',
      }),
      event({
        id: 'g5',
        time: at(38.9),
        action: 'share',
        row: 2,
        severity: 'critical',
        sentence: 'bob@example.com opened image dm-2 to everyone',
        operation: 'compute.images.setIamPolicy',
        techniques: ['T1537'],
      }),
      event({
        id: 'g6',
        time: at(40),
        action: 'restore',
        row: 3,
        severity: 'medium',
        sentence: 'bob@example.com made machine vm10 from image dm-2',
        operation: 'compute.instances.insert',
      }),
    ],
    findings: [],
  };
}

const CYCLE: readonly Action[] = [
  'create',
  'copy',
  'share',
  'unshare',
  'modify',
  'restore',
  'use',
  'read',
  'export',
  'delete',
  'recover',
  'enumerate',
  'describe',
  'schedule',
  'protect',
  'unprotect',
  'context',
];
const SEVERITY_CYCLE: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Many chains with a few events each, spread over a year; the same from run to run. */
export function manyChains(chains: number, eventsEach: number): TimelineModel {
  const start = Date.parse('2023-01-01T00:00:00Z');
  let seed = 7;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const list = Array.from({ length: chains }, (_, c): TimelineChain => {
    const begin = start + random() * 330 * DAY;
    const length = 10 ** (4 + random() * 5.4);
    const severity = SEVERITY_CYCLE[Math.min(4, Math.floor((c / chains) * 5))] ?? 'info';
    const times = Array.from({ length: eventsEach }, () => random() ** 2 * length).sort((a, b) => a - b);
    const copied = c % 3 === 0 && eventsEach > 3;
    const events = times.map((offset, i) =>
      event({
        id: `c${c}e${i}`,
        time: Math.round(begin + offset),
        action:
          i === 0
            ? 'create'
            : i === eventsEach - 1
              ? 'delete'
              : (CYCLE[(c + i) % CYCLE.length] ?? 'describe'),
        severity: i === 1 ? severity : 'info',
        outcome: (c + i) % 11 === 0 ? 'failure' : 'success',
        row: copied && i > 2 ? 1 : 0,
        sentence: `user/alice did step ${i} of chain ${c}`,
      }),
    );
    const [first, third, last] = [events[0], events[3], events.at(-1)];
    const id = `snap-${(0x10000000 + c * 7919).toString(16)}`;
    return {
      id: `chain-${c}`,
      cloud: (['aws', 'azure', 'gcp'] as const)[c % 3] ?? 'aws',
      title: `vol-${c} → ${id}`,
      severity,
      trail: `create → share → delete · user/alice · chain ${c}`,
      verdict: `create → share → delete · user/alice · chain ${c}`,
      rows: [
        row({
          id,
          from: first?.time ?? null,
          to: copied ? null : (last?.time ?? null),
          exposed:
            severity === 'critical' || severity === 'high'
              ? [{ from: events[1]?.time ?? 0, to: events[2]?.time ?? null, sharedWith: ['012345678912'] }]
              : [],
        }),
        ...(copied
          ? [
              row({
                id: `${id}-copy`,
                from: third?.time ?? null,
                to: last?.time ?? null,
                madeFrom: [{ row: 0, event: third?.id ?? null }],
              }),
            ]
          : []),
      ],
      events,
      findings: [],
    };
  });
  const loose = Array.from({ length: 40 }, (_, i) =>
    event({
      id: `l${i}`,
      time: Math.round(start + random() * 340 * DAY),
      action: i % 2 ? 'enumerate' : 'describe',
      sentence: 'user/alice listed snapshots',
    }),
  );
  return {
    ...modelOf(
      list,
      loose.sort((a, b) => a.time - b.time),
    ),
    undated: 3,
  };
}

/** Log text written to break out of a page. */
export function hostileModel(): TimelineModel {
  const texts = [
    '<img src=x onerror="window.__broken = true">',
    '</script><script>window.__broken = true</script>',
    `snap-${'x'.repeat(100_000)}`,
    'snap-\u202Egnp.exe\u202C',
    '"onmouseover="window.__broken=true',
    'javascript:window.__broken=true',
  ];
  const chains = texts.map(
    (text, i): TimelineChain => ({
      id: text,
      cloud: 'aws',
      title: text,
      severity: 'high',
      trail: text,
      verdict: text,
      rows: [
        row({ id: text, label: text, from: 1000, exposed: [{ from: 1500, to: 3000, sharedWith: [text] }] }),
      ],
      events: [
        event({
          id: `${text}-${i}`,
          time: 1000,
          action: 'create',
          sentence: text,
          operation: text,
          actor: text,
          account: text,
          region: text,
          sourceIp: text,
          place: text,
          techniques: [text],
        }),
        event({ id: `${text}-${i}b`, time: 5000, action: 'share', sentence: text }),
      ],
      findings: [
        {
          id: `f${i}`,
          severity: 'high',
          rule: text,
          message: text,
          techniques: [text],
          events: [],
          suppressed: text,
        },
      ],
    }),
  );
  return modelOf(chains);
}

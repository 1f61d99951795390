import type {
  Action,
  Chain,
  ChainMember,
  EventResource,
  Finding,
  Outcome,
  ResourceKind,
  ResourceRole,
  Severity,
  SnapshotEvent,
} from '../../../src/core/model.js';
import { resourceKey } from '../../../src/core/providers/resourceId.js';
import { type AnalysisIndex, indexAnalysis } from '../../../src/core/reports/analysisIndex.js';

export function resource(role: ResourceRole, id: string, kind: ResourceKind = 'snapshot'): EventResource {
  return { role, kind, id };
}

/** An event at a second of one minute, about a snapshot unless told otherwise. */
export function event(
  id: string,
  second: number | null,
  action: Action,
  parts: {
    readonly outcome?: Outcome;
    readonly with?: readonly string[];
    readonly on?: readonly EventResource[];
  } = {},
): SnapshotEvent {
  return {
    id,
    cloud: 'aws',
    time: second === null ? null : new Date(Date.UTC(2023, 6, 10, 12, 0, second)).toISOString(),
    service: 'ec2.amazonaws.com',
    operation: `Op${action}`,
    action,
    component: null,
    techniques: [],
    outcome: parts.outcome ?? 'success',
    errorCode: null,
    actor: {
      id: 'arn:aws:iam::1:user/alice',
      name: 'user/alice',
      account: '1',
      type: 'IAMUser',
      service: false,
      invokedBy: null,
      aliases: [],
    },
    account: '1',
    region: 'us-east-1',
    sourceIp: '203.0.113.7',
    userAgent: null,
    vpcEndpoint: null,
    network: null,
    encryptionKeys: [],
    encrypted: null,
    notes: [],
    resources: parts.on ?? [resource('subject', 'snap-1')],
    sharedWith: parts.with ?? [],
    revokedFrom: action === 'unshare' ? (parts.with ?? []) : [],
    locations: [
      { uri: 'file:///logs/my%20trail.json', record: 0, offset: 0, length: 1, line: 7, column: 1, width: 1 },
    ],
  };
}

export function at(second: number): number {
  return Date.UTC(2023, 6, 10, 12, 0, second);
}

export function member(id: string, parts: Partial<ChainMember> = {}): ChainMember {
  const named = { kind: 'snapshot', id, ...parts } as const;
  const key = resourceKey(named, {
    cloud: 'aws',
    account: '1',
    region: 'us-east-1',
    service: 'ec2.amazonaws.com',
  });
  return { key, madeFrom: [], madeBy: null, deletedBy: null, ...named };
}

export function chain(id: string, events: readonly SnapshotEvent[], parts: Partial<Chain> = {}): Chain {
  const members = parts.members ?? [member('snap-1')];
  return {
    id,
    cloud: 'aws',
    root: { kind: 'snapshot', id: members[0]?.id ?? 'snap-1' },
    source: null,
    actions: events.map(({ action }) => action),
    events: events.map((one) => one.id),
    members,
    start: events[0]?.time ?? null,
    end: events.at(-1)?.time ?? null,
    accounts: ['1'],
    severity: 'info',
    verdict: `verdict of ${id}`,
    exposures: [],
    unknowns: [],
    findings: [],
    ...parts,
  };
}

export function finding(
  id: string,
  severity: Severity,
  events: readonly string[],
  parts: Partial<Finding> = {},
): Finding {
  return {
    id,
    rule: 'a.rule',
    severity,
    techniques: ['T1537'],
    message: 'message',
    events,
    chain: null,
    suppressed: null,
    ...parts,
  };
}

export function analysisOf(
  events: readonly SnapshotEvent[],
  chains: readonly Chain[],
  findings: readonly Finding[] = [],
): AnalysisIndex {
  return indexAnalysis({
    attackVersion: '19',
    totals: {
      inputs: 0,
      records: 0,
      events: events.length,
      duplicates: 0,
      skipped: 0,
      chains: chains.length,
      findings: findings.length,
    },
    inputs: [],
    events,
    chains,
    findings,
    notLogged: [],
  });
}

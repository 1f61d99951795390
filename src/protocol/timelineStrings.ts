import type { Action, Cloud, Outcome, ResourceKind, Severity } from '../core/model.js';

/**
 * Every text of the timeline, localised by the host. `{0}`, `{1}` … stand for values.
 * Where a number decides the word there are two texts: `oneEvent`, `events`.
 */
export interface TimelineStrings {
  readonly title: string;
  readonly actions: Readonly<Record<Action, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly kinds: Readonly<Record<ResourceKind, string>>;
  readonly clouds: Readonly<Record<Cloud, string>>;

  readonly noAnalysis: string;
  readonly noAnalysisHint: string;
  readonly analyze: string;
  readonly nothingFound: string;
  readonly nothingFoundHint: string;

  readonly oneChain: string;
  readonly chains: string;
  readonly oneEvent: string;
  readonly events: string;
  readonly undatedOne: string;
  readonly undated: string;
  readonly looseTitle: string;
  readonly looseVerdict: string;

  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly fitTip: string;
  readonly fitChain: string;
  readonly fitChainTip: string;
  readonly legend: string;
  readonly legendActions: string;
  readonly legendSeverity: string;
  readonly legendMarks: string;
  readonly legendFailed: string;
  readonly legendPending: string;
  readonly legendLife: string;
  readonly legendUnknownEdge: string;
  readonly legendExposed: string;
  readonly legendMadeFrom: string;
  readonly legendCluster: string;
  readonly legendKeys: string;
  readonly keys: string;

  readonly lanes: string;
  readonly lanesHelp: string;
  readonly chainOption: string;
  readonly eventOption: string;
  readonly clusterTip: string;
  readonly clusterHint: string;
  readonly eventHint: string;
  readonly nothingSelected: string;

  readonly exposedTo: string;
  readonly exposedToPublic: string;
  readonly stillExposed: string;
  readonly until: string;
  readonly lifeTip: string;
  readonly madeAt: string;
  readonly firstSeenAt: string;
  readonly deletedAt: string;
  readonly notDeleted: string;
  readonly madeFrom: string;

  readonly details: string;
  readonly detailsHint: string;
  readonly story: string;
  readonly stepsShown: string;
  readonly earlierSteps: string;
  readonly laterSteps: string;
  readonly firstStep: string;
  readonly sinceBefore: string;
  readonly openLine: string;
  readonly openLineTip: string;
  readonly findings: string;
  readonly expected: string;
  readonly technique: string;
  readonly factOperation: string;
  readonly factOutcome: string;
  readonly factActor: string;
  readonly factAccount: string;
  readonly factRegion: string;
  readonly factAddress: string;

  readonly days: string;
  readonly hours: string;
  readonly minutes: string;
  readonly seconds: string;
  readonly milliseconds: string;
  readonly utc: string;
}

/** The texts in English; the host passes each through its localisation. */
export const ENGLISH_TIMELINE_STRINGS: TimelineStrings = {
  title: 'Snapshot timeline',
  actions: {
    create: 'Create',
    copy: 'Copy',
    share: 'Share',
    unshare: 'Unshare',
    modify: 'Modify',
    restore: 'Restore',
    use: 'Use',
    read: 'Read',
    export: 'Export',
    delete: 'Delete',
    recover: 'Recover',
    enumerate: 'Enumerate',
    describe: 'Describe',
    schedule: 'Schedule',
    protect: 'Protect',
    unprotect: 'Unprotect',
    context: 'Context',
  },
  severities: { info: 'info', low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
  outcomes: { success: 'succeeded', failure: 'failed', pending: 'only started', unknown: 'outcome unknown' },
  kinds: {
    snapshot: 'snapshot',
    image: 'image',
    recoveryPoint: 'recovery point',
    volume: 'disk',
    instance: 'machine',
    database: 'database',
    fileSystem: 'file system',
    bucket: 'bucket',
    policy: 'policy',
    vault: 'vault',
    account: 'account',
    identity: 'identity',
    key: 'key',
  },
  clouds: { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' },

  noAnalysis: 'No logs have been analyzed yet.',
  noAnalysisHint: 'Analyze exported audit logs to see what happened to every snapshot, step by step.',
  analyze: 'Analyze snapshots…',
  nothingFound: 'The analyzed logs hold no snapshot events.',
  nothingFoundHint:
    'Either nothing touched a snapshot in this time, or the export left those events out. The Inputs view lists what was read.',

  oneChain: '1 chain',
  chains: '{0} chains',
  oneEvent: '1 event',
  events: '{0} events',
  undatedOne: '1 event without a readable time is not shown',
  undated: '{0} events without a readable time are not shown',
  looseTitle: 'In no chain',
  looseVerdict: 'Acts that belong to no single snapshot: enumerations, policies, context',

  zoomIn: 'Zoom in (+)',
  zoomOut: 'Zoom out (−)',
  fit: 'Fit all',
  fitTip: 'Show the whole time range (0)',
  fitChain: 'Fit chain',
  fitChainTip: 'Zoom to the selected chain (1)',
  legend: 'Legend',
  legendActions: 'Shape: what was done',
  legendSeverity: 'Color: how bad',
  legendMarks: 'Marks',
  legendFailed: 'Crossed and hollow: failed or denied',
  legendPending: 'Dashed: only a start was logged, or the outcome is unknown',
  legendLife: 'Bar: life of a resource',
  legendUnknownEdge: 'Open edge: the logs hold no beginning or end',
  legendExposed: 'Hatched: open to others',
  legendMadeFrom: 'Line: made from',
  legendCluster: 'Boxed: several acts too close to tell apart at this zoom; a dotted rim: open to others',
  legendKeys: 'Keys',
  keys: '↑ ↓ events · ← → chains · Enter opens the log line · + − 0 1 zoom · Shift+← → pan · Esc back',

  lanes: 'Timeline of snapshot chains',
  lanesHelp:
    'Up and down step through events, left and right through chains. Enter opens the log line, plus and minus zoom, zero shows everything.',
  chainOption: 'Chain {0} of {1}: {2}, {3}. {4} {5}.',
  eventOption: '{0}, {1}, {2}: {3}',
  clusterTip: '{0} events within {1}',
  clusterHint: 'Click selects the worst; double-click zooms in',
  eventHint: 'Double-click or Enter opens the log line',
  nothingSelected: 'Nothing selected.',

  exposedTo: 'open to {0}',
  exposedToPublic: 'open to everybody',
  stillExposed: 'still open when the logs end',
  until: '{0} to {1}',
  lifeTip: '{0} {1}',
  madeAt: 'made {0}',
  firstSeenAt: 'first seen {0}; the logs hold no event that made it',
  deletedAt: 'deleted {0}',
  notDeleted: 'the logs hold no delete',
  madeFrom: 'made from {0}',

  details: 'Details',
  detailsHint: 'Select a chain or an event to read its story.',
  story: 'What happened',
  stepsShown: 'Steps {0} to {1} of {2}',
  earlierSteps: 'Earlier steps',
  laterSteps: 'Later steps',
  firstStep: 'first step',
  sinceBefore: '+{0}',
  openLine: 'Open log line',
  openLineTip: 'Show {0} in the editor',
  findings: 'Findings',
  expected: 'Expected: {0}',
  technique: 'Read about {0} on attack.mitre.org',
  factOperation: 'Operation',
  factOutcome: 'Outcome',
  factActor: 'Actor',
  factAccount: 'Account',
  factRegion: 'Region',
  factAddress: 'From',

  days: '{0} d',
  hours: '{0} h',
  minutes: '{0} min',
  seconds: '{0} s',
  milliseconds: '{0} ms',
  utc: 'UTC',
};

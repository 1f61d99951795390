import { type Cloud, COMPONENTS, type Component } from '../model.js';
import { loadCatalogue } from './catalogue.js';
import type { Operation } from './operation.js';

/**
 * What a log cannot show. That an export holds no read of a snapshot means nothing where reads are not logged:
 * status, hover and report say "not logged by this export", not "none seen".
 */
export interface NotLogged {
  readonly cloud: Cloud;
  /** `never`: this kind of log has no such records; `switchedOff`: only if somebody switched them on. */
  readonly why: 'never' | 'switchedOff';
  /** One sentence or two, for people. */
  readonly sentence: string;
  /** The operations that it is about; empty where it is about something else than operations. */
  readonly operations: readonly Pick<Operation, 'service' | 'operation' | 'action' | 'component'>[];
}

/** How much of a component the log of a cloud can show: numbers of operations. */
export interface ComponentLogging {
  readonly cloud: Cloud;
  readonly component: Component;
  readonly always: number;
  readonly switchedOn: number;
  readonly never: number;
}

const TITLE: Readonly<Record<Cloud, string>> = {
  aws: 'AWS CloudTrail',
  azure: 'The Azure Activity Log',
  gcp: 'Google Cloud Audit Logs',
};

/**
 * For the clouds whose logs were read, in the order aws, azure, gcp. `seen` are the events: where one of them is
 * of the kind that has to be switched on, it was, at least in part.
 */
export function notLogged(
  clouds: Iterable<Cloud>,
  seen: Iterable<{ readonly cloud: Cloud; readonly service: string; readonly operation: string }> = [],
): readonly NotLogged[] {
  const present = new Set(clouds);
  const switchedOn = new Set<Cloud>();
  for (const { cloud, service, operation } of seen) {
    if (loadCatalogue().find(cloud, service, operation)?.logged === 'optional') switchedOn.add(cloud);
  }
  return (['aws', 'azure', 'gcp'] as const)
    .filter((cloud) => present.has(cloud))
    .flatMap((cloud) => ofCloud(cloud, switchedOn.has(cloud)));
}

function ofCloud(cloud: Cloud, wasSwitchedOn: boolean): readonly NotLogged[] {
  const rows = loadCatalogue().operations.filter((operation) => operation.cloud === cloud);
  const never = rows.filter(({ logged }) => logged === false);
  const optional = rows.filter(({ logged }) => logged === 'optional');
  const parts = wasSwitchedOn
    ? ' Some were found here, so they were switched on at least in part.'
    : ' None was found here: perhaps they were never switched on.';
  const all: NotLogged[] = [];
  if (never.length > 0) {
    all.push({ cloud, why: 'never', sentence: neverSentence(cloud, never.length), operations: brief(never) });
  }
  if (optional.length > 0) {
    const sentence = `${OPTIONAL[cloud](optional.length)}${parts}`;
    all.push({ cloud, why: 'switchedOff', sentence, operations: brief(optional) });
  }
  const sentence = OTHERWISE[cloud];
  if (sentence !== null) all.push({ cloud, why: 'never', sentence, operations: [] });
  return all;
}

function neverSentence(cloud: Cloud, count: number): string {
  if (cloud === 'azure') {
    return `${TITLE.azure} does not record reads: ${count} operations that list or show snapshots, backups and what they hold never appear in it.`;
  }
  return `${TITLE[cloud]} never holds ${count} operations on snapshots and backups.`;
}

const OPTIONAL: Readonly<Record<Cloud, (count: number) => string>> = {
  aws: (count) =>
    `${TITLE.aws} holds block reads and writes of EBS snapshots (${count} operations) only if data events were switched on.`,
  azure: (count) => `${TITLE.azure} holds ${count} operations only if they were switched on.`,
  gcp: (count) =>
    `${TITLE.gcp} hold ${count} operations that list or show snapshots and backups only if Data Access logs were switched on.`,
};

/** What no operation stands for. */
const OTHERWISE: Readonly<Record<Cloud, string | null>> = {
  aws: 'What another account does with a snapshot that was shared with it stands in the log of that account; the owner is told of a copy and of a new volume, not of block reads.',
  azure:
    'Opening a download link is logged, what is then downloaded is not; snapshots of blobs are taken in the data plane and stand in resource logs alone.',
  gcp: 'What another project does with a snapshot or image that it may use stands in the log of that project.',
};

/** For each component and cloud, how many of its operations the log can hold. */
export function componentLogging(clouds: Iterable<Cloud>): readonly ComponentLogging[] {
  return [...new Set(clouds)].flatMap((cloud) =>
    COMPONENTS.map((component): ComponentLogging => {
      const rows = loadCatalogue().operations.filter(
        (operation) => operation.cloud === cloud && operation.component === component,
      );
      const count = (logged: Operation['logged']) => rows.filter((row) => row.logged === logged).length;
      return { cloud, component, always: count(true), switchedOn: count('optional'), never: count(false) };
    }),
  );
}

function brief(rows: readonly Operation[]): NotLogged['operations'] {
  return rows.map(({ service, operation, action, component }) => ({ service, operation, action, component }));
}

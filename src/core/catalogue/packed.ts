import { ACTIONS, type Cloud, COMPONENTS, RESOURCE_KINDS, RESOURCE_ROLES } from '../model.js';
import type { CaseSpec, Need, Operation, ResourceSpec, ShareSpec } from './operation.js';
import type { ServiceRows } from './serviceRows.js';

/**
 * The catalogue as it ships: two texts for each service, the names of its operations and their rows, one on each
 * line. A row is parsed when it is first asked for. What only a reviewer reads (confidence, fact, note) is left out.
 *
 *     action TAB component TAB resources TAB needs TAB share TAB cases TAB techniques TAB logged TAB versions
 *
 * Words of the model stand as one digit of base 36, lists are joined with `|` and, one level down, with `^`;
 * fields that are empty at the end of a line are left out. {@link SHORT} abbreviates what paths begin with.
 */
export interface PackedService {
  readonly cloud: Cloud;
  readonly service: string;
  readonly names: string;
  readonly rows: string;
}

const SHORT: readonly (readonly [string, string])[] = [
  ['template:arn:{partition}:', '<a'],
  ['template:projects/{project}/', '<p'],
  ['serviceData.policyDelta.bindingDeltas[action=', '<d'],
  ['requestParameters', '<q'],
  ['responseElements', '<r'],
  ['serviceEventDetails', '<e'],
  ['body.properties.', '<b'],
  ['resourceId', '<i'],
  ['resourceName', '<n'],
];
const RESERVED = /[\t\n|^<]/;

export function pack(services: readonly ServiceRows[]): readonly PackedService[] {
  return services.map(({ cloud, service, names, read }) => ({
    cloud,
    service,
    names,
    rows: names
      .split('\n')
      .map((_, line) => packRow(read(line)))
      .join('\n'),
  }));
}

export function unpack(services: readonly PackedService[]): readonly ServiceRows[] {
  return services.map(({ cloud, service, names, rows }): ServiceRows => {
    const known: Operation[] = [];
    let lines: readonly string[] | undefined;
    return {
      cloud,
      service,
      names,
      read(line) {
        lines ??= rows.split('\n');
        known[line] ??= unpackRow(cloud, service, names.split('\n')[line] ?? '', lines[line] ?? '');
        return known[line];
      },
    };
  });
}

function packRow(row: Operation): string {
  return [
    digit(ACTIONS, row.action),
    row.component === null ? '' : digit(COMPONENTS, row.component),
    row.resources
      .map(({ role, kind, path }) => `${digit(RESOURCE_ROLES, role)}${digit(RESOURCE_KINDS, kind)}${path}`)
      .join('|'),
    row.needs.map(packNeed).join('|'),
    row.share === null
      ? ''
      : [row.share.add, row.share.remove, row.share.set].map((list) => list.join('^')).join('|'),
    row.cases.map(packCase).join('|'),
    packTechniques(row.techniques),
    row.logged === true ? '' : row.logged === false ? '0' : '1',
    row.versions.join('|'),
  ]
    .map(shorten)
    .join('\t')
    .replace(/\t+$/, '');
}

function unpackRow(cloud: Cloud, service: string, operation: string, line: string): Operation {
  const [action, component, resources, needs, share, cases, techniques, logged, versions] = line
    .split('\t')
    .map(expand);
  return {
    cloud,
    service,
    operation,
    versions: list(versions),
    action: word(ACTIONS, action),
    component: component ? word(COMPONENTS, component) : null,
    techniques: unpackTechniques(techniques),
    resources: list(resources).map(
      (item): ResourceSpec => ({
        role: word(RESOURCE_ROLES, item[0]),
        kind: word(RESOURCE_KINDS, item[1]),
        path: item.slice(2),
      }),
    ),
    needs: list(needs).map(unpackNeed),
    share: share ? unpackShare(share) : null,
    cases: list(cases).map(unpackCase),
    logged: logged === '0' ? false : logged === '1' ? 'optional' : true,
    confidence: null,
    fact: null,
    note: null,
  };
}

function packNeed(need: Need): string {
  switch (need.type) {
    case 'chain':
      return '!';
    case 'kind':
      return `=${digit(RESOURCE_KINDS, need.kind)}`;
    case 'path':
      return need.path;
  }
}

function unpackNeed(text: string): Need {
  if (text === '!') return { type: 'chain' };
  return text.startsWith('=')
    ? { type: 'kind', kind: word(RESOURCE_KINDS, text[1]) }
    : { type: 'path', path: text };
}

function unpackShare(text: string): ShareSpec {
  const [add = [], remove = [], set = []] = text.split('|').map((paths) => list(paths, '^'));
  return { add, remove, set };
}

function packCase({ if: path, action, component, techniques }: CaseSpec): string {
  const what = component === null ? '-' : digit(COMPONENTS, component);
  return `${digit(ACTIONS, action)}${what}${path}^${packTechniques(techniques)}`;
}

function unpackCase(text: string): CaseSpec {
  const [head = '', techniques] = text.split('^');
  return {
    if: head.slice(2),
    action: word(ACTIONS, head[0]),
    component: head[1] === '-' ? null : word(COMPONENTS, head[1]),
    techniques: unpackTechniques(techniques),
  };
}

/** Those that follow from the action, or `-` for none at all. */
function packTechniques(techniques: readonly string[] | null): string {
  if (techniques === null) return '';
  return techniques.length === 0 ? '-' : techniques.join(',');
}

function unpackTechniques(text: string | undefined): readonly string[] | null {
  if (!text) return null;
  return text === '-' ? [] : text.split(',');
}

function list(text: string | undefined, separator = '|'): readonly string[] {
  return text ? text.split(separator) : [];
}

function digit<T>(words: readonly T[], value: T): string {
  return words.indexOf(value).toString(36);
}

function word<T>(words: readonly T[], value: string | undefined): T {
  return words[Number.parseInt(value ?? '', 36)] as T;
}

function shorten(text: string): string {
  return SHORT.reduce((short, [long, code]) => short.replaceAll(long, code), text);
}

function expand(text: string): string {
  if (!text.includes('<')) return text;
  return text.replace(/<[a-z]/g, (code) => SHORT.find(([, short]) => short === code)?.[0] ?? code);
}

/** A text of a row that would be taken for a part of the packing, or `null`. */
export function unpackable(operation: Operation): string | null {
  const texts = [
    ...operation.resources.map(({ path }) => path),
    ...operation.needs.flatMap((need) => (need.type === 'path' ? [need.path] : [])),
    ...operation.cases.map((item) => item.if),
    ...Object.values(operation.share ?? {}).flat(),
  ];
  return texts.find((text) => RESERVED.test(text)) ?? null;
}

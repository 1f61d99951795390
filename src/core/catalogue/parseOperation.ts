import { ACTIONS, type Cloud, COMPONENTS, RESOURCE_KINDS, RESOURCE_ROLES } from '../model.js';
import {
  type CaseSpec,
  CONFIDENCES,
  type Need,
  type Operation,
  type ResourceSpec,
  type ShareSpec,
} from './operation.js';
import { isTechniqueId } from './techniques.js';

/** A row that cannot be used; names the file, the row and the reason. */
export class CatalogueError extends Error {
  constructor(where: string, reason: string) {
    super(`Catalogue, ${where}: ${reason}`);
    this.name = 'CatalogueError';
  }
}

const ROW_KEYS = [
  'service',
  'operation',
  'versions',
  'action',
  'component',
  'techniques',
  'resources',
  'needs',
  'share',
  'cases',
  'logged',
  'confidence',
  'fact',
  'note',
] as const;
const SHARE_KEYS = ['add', 'remove', 'set'] as const;
const CASE_KEYS = ['if', 'action', 'component', 'techniques'] as const;

type Fields<K extends string> = Readonly<Partial<Record<K, unknown>>>;

/** Turns one row of JSON into an {@link Operation}, or throws a {@link CatalogueError}. */
export function parseOperation(cloud: Cloud, row: unknown, place: string): Operation {
  const fields = fieldsOf(row, place, ROW_KEYS);
  const where = `${place} (${String(fields.operation)})`;
  const base = {
    action: oneOf(ACTIONS, fields.action, where, 'action'),
    component: optional(fields.component, (value) => oneOf(COMPONENTS, value, where, 'component')),
    techniques: parseTechniques(fields.techniques, where),
  };
  const cases = optional(fields.cases, (value) => list(value, where, 'cases')) ?? [];
  const needs = optional(fields.needs, (value) => texts(value, where, 'needs')) ?? [];
  return {
    cloud,
    service: text(fields.service, where, 'service'),
    operation: text(fields.operation, where, 'operation'),
    versions: optional(fields.versions, (value) => text(value, where, 'versions').split(',')) ?? [],
    ...base,
    resources: texts(fields.resources, where, 'resources').map((value) => parseResource(value, where)),
    needs: needs.map(parseNeed),
    share: optional(fields.share, (value) => parseShare(value, where)),
    cases: cases.map((value) => parseCase(value, base, where)),
    logged: parseLogged(fields.logged, where),
    confidence: oneOf(CONFIDENCES, fields.confidence, where, 'confidence'),
    fact: text(fields.fact, where, 'fact'),
    note: optional(fields.note, (value) => text(value, where, 'note')),
  };
}

function parseResource(value: string, where: string): ResourceSpec {
  const [role, kind, ...path] = value.split(' ');
  return {
    role: oneOf(RESOURCE_ROLES, role, where, 'role of a resource'),
    kind: oneOf(RESOURCE_KINDS, kind, where, 'kind of a resource'),
    path: text(path.join(' '), where, 'path of a resource'),
  };
}

function parseNeed(value: string): Need {
  if (value === 'chain') return { type: 'chain' };
  const kind = RESOURCE_KINDS.find((known) => known === value);
  return kind === undefined ? { type: 'path', path: value } : { type: 'kind', kind };
}

function parseShare(value: unknown, where: string): ShareSpec {
  const fields = fieldsOf(value, `${where}, share`, SHARE_KEYS);
  const paths = (key: (typeof SHARE_KEYS)[number]) =>
    optional(fields[key], (item) => texts(item, where, `share.${key}`)) ?? [];
  return { add: paths('add'), remove: paths('remove'), set: paths('set') };
}

function parseCase(
  value: unknown,
  row: Pick<Operation, 'action' | 'component' | 'techniques'>,
  where: string,
): CaseSpec {
  const fields = fieldsOf(value, `${where}, case`, CASE_KEYS);
  const action = oneOf(ACTIONS, fields.action, where, 'action of a case');
  return {
    if: text(fields.if, where, 'if of a case'),
    action,
    component:
      fields.component === undefined
        ? row.component
        : optional(fields.component, (item) => oneOf(COMPONENTS, item, where, 'component')),
    techniques: parseTechniques(fields.techniques, where) ?? (action === row.action ? row.techniques : null),
  };
}

function parseLogged(value: unknown, where: string): boolean | 'optional' {
  if (value === undefined) return true;
  if (value === false || value === 'optional') return value;
  throw new CatalogueError(where, 'logged must be false or "optional"');
}

function parseTechniques(value: unknown, where: string): readonly string[] | null {
  if (value === undefined) return null;
  return texts(value, where, 'techniques').map((id) => {
    if (!isTechniqueId(id)) throw new CatalogueError(where, `unknown technique ${id}`);
    return id;
  });
}

function fieldsOf<K extends string>(value: unknown, where: string, known: readonly K[]): Fields<K> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CatalogueError(where, 'not an object');
  }
  for (const key of Object.keys(value)) {
    if (!known.includes(key as K)) throw new CatalogueError(where, `unknown field ${key}`);
  }
  return value as Fields<K>;
}

function list(value: unknown, where: string, field: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new CatalogueError(where, `${field} must be a list`);
  return value;
}

function texts(value: unknown, where: string, field: string): readonly string[] {
  return list(value, where, field).map((item) => text(item, where, field));
}

function text(value: unknown, where: string, field: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new CatalogueError(where, `${field} must be a text that is not empty`);
}

function oneOf<T extends string>(known: readonly T[], value: unknown, where: string, field: string): T {
  if (known.includes(value as T)) return value as T;
  throw new CatalogueError(where, `${field} ${JSON.stringify(value)} is not known`);
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | null {
  return value === undefined || value === null ? null : read(value);
}

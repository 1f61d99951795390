/** AWS: the API files of the JavaScript SDK. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /snapshot|backup|recovery_?point|restore|backtrack/i;
const MEMBER = /snapshot|recoverypoint|backup/i;
/** A member that names an image: ImageId, AmiIds, sourceAmiId, but not the digest of a container image. */
const IMAGE_ID = /(?:^|[a-z0-9])(?:image|ami)ids?$|^(?:image|ami)ids?$/i;

/**
 * Every operation of the model, with what makes it a candidate (`null` when nothing does).
 * @param {string} modules
 * @returns {{ service: string, operation: string, why: string | null }[]}
 */
export function awsOperations(modules) {
  const found = new Map();
  for (const model of models(modules)) {
    const service = serviceOf(model.metadata);
    for (const [operation, { input }] of Object.entries(model.operations)) {
      const key = `${service} ${operation}`;
      const why = reason(service, operation, input, model.shapes);
      if (why !== null || !found.has(key)) found.set(key, { service, operation, why });
    }
  }
  return [...found.values()];
}

function reason(service, operation, input, shapes) {
  if (NAME.test(operation)) return 'name';
  if (service === 'ec2.amazonaws.com' && /Image|RecycleBin/.test(operation)) return 'name';
  const member = findMember(input, shapes, new Set());
  return member === null ? null : `parameter ${member}`;
}

/** The first member at any depth whose name tells of a snapshot or an image. */
function findMember(shape, shapes, seen) {
  if (shape === undefined || shape === null) return null;
  if (shape.shape !== undefined) {
    if (seen.has(shape.shape)) return null;
    seen.add(shape.shape);
    return findMember(shapes[shape.shape], shapes, seen);
  }
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    if (MEMBER.test(name) || IMAGE_ID.test(name)) return name;
    const below = findMember(member, shapes, seen);
    if (below !== null) return below;
  }
  return findMember(shape.member, shapes, seen) ?? findMember(shape.value, shapes, seen);
}

/**
 * The field paths of rows that lead nowhere in the model: a wrong spelling, or a field that is newer than it. EC2
 * is left out, as its logs name fields otherwise than its model.
 * @param {string} modules
 * @param {readonly { service: string, operation: string, paths: readonly string[] }[]} rows
 * @returns {{ checked: number, unknown: string[] }}
 */
export function awsUnknownFields(modules, rows) {
  const shapesOf = new Map();
  for (const { metadata, operations, shapes } of models(modules)) {
    for (const [operation, { input, output }] of Object.entries(operations)) {
      const key = `${serviceOf(metadata)} ${operation}`;
      shapesOf.set(key, [...(shapesOf.get(key) ?? []), { input, output, shapes }]);
    }
  }
  let checked = 0;
  const unknown = [];
  for (const { service, operation, paths } of rows) {
    const known = shapesOf.get(`${service} ${operation}`);
    if (known === undefined || service === 'ec2.amazonaws.com') continue;
    for (const path of paths.flatMap(plainPaths)) {
      const [root, ...keys] = [...path.replace(/\[[^\]]*\]/g, '').split('.')];
      const side = { requestParameters: 'input', responseElements: 'output' }[root];
      if (side === undefined) continue;
      checked++;
      if (!known.some((model) => leads(model[side], keys, model.shapes, side === 'output'))) {
        unknown.push(`${service} ${operation}: ${path}`);
      }
    }
  }
  return { checked, unknown };
}

function plainPaths(path) {
  return path
    .split(' ?? ')
    .flatMap((text) =>
      text.startsWith('template:')
        ? [...text.matchAll(/\{([^{}]+\.[^{}]+)\}/g)].map((match) => match[1])
        : [text],
    );
}

/** Logs of query services leave the wrapper around a result out: there a path may start one level further in. */
function leads(shape, keys, shapes, mayStartWithin) {
  if (keys.length === 0) return true;
  const structure = structureOf(shape, shapes);
  if (structure?.type === 'map') return leads(structure.value, keys.slice(1), shapes, false);
  // What a text holds (a policy) is in no model.
  if (structure?.members === undefined) return structure !== undefined && structure.type === undefined;
  const name = Object.keys(structure.members).find((key) => key.toLowerCase() === keys[0].toLowerCase());
  if (name !== undefined && leads(structure.members[name], keys.slice(1), shapes, false)) return true;
  return (
    mayStartWithin && Object.values(structure.members).some((member) => leads(member, keys, shapes, false))
  );
}

function structureOf(shape, shapes) {
  let current = shape;
  while (current !== undefined) {
    if (current.shape !== undefined) current = shapes[current.shape];
    else if (current.member !== undefined) current = current.member;
    else return current;
  }
  return undefined;
}

function models(modules) {
  const folder = join(modules, 'aws-sdk', 'apis');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.min.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

const serviceOf = ({ signingName, endpointPrefix }) => `${signingName ?? endpointPrefix}.amazonaws.com`;

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
  const folder = join(modules, 'aws-sdk', 'apis');
  const found = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.min.json'))) {
    const model = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const service = `${model.metadata.signingName ?? model.metadata.endpointPrefix}.amazonaws.com`;
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

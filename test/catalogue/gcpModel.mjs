/** Google: the methods in the code of the `googleapis` package, all versions of each API. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A feature store restores nothing. */
const WORDS = /snapshot|backup|(?<!featu)restore|machineimage|clone|undelete|recover/i;
/** Asks for one's own rights, changes and shows nothing. */
const OWN_RIGHTS = /\.testIamPermissions$/;

/**
 * @param {string} modules
 * @returns {{ service: string, operation: string, names: string[], why: string | null }[]} `operation` is the id of
 *   the REST method; `names` are the names under which an audit log may hold it
 */
export function gcpOperations(modules) {
  const folder = join(modules, 'googleapis', 'build', 'src', 'apis');
  const found = new Map();
  for (const api of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const file of readdirSync(join(folder, api.name)).filter((name) =>
      /^(?:v\d|alpha|beta).*\.js$/.test(name),
    )) {
      for (const method of methodsOf(api.name, readFileSync(join(folder, api.name, file), 'utf8'))) {
        if (!found.has(method.operation)) found.set(method.operation, method);
      }
    }
  }
  return [...found.values()];
}

function methodsOf(api, text) {
  const service = text.match(/rootUrl \|\| '(?:https:)?\/\/([^/']+)/)?.[1] ?? `${api}.googleapis.com`;
  const classes = text.split(/^ {4}class Resource\$/m).slice(1);
  return classes.flatMap((body) => {
    const resource = body.slice(0, body.indexOf(' '));
    const methods = [...body.matchAll(/^ {8}(\w+)\(paramsOrCallback/gm)].map((match) => match[1]);
    return methods.map((method) => {
      const operation = `${api}.${resource.replaceAll('$', '.')}.${method}`;
      const last = lowerFirst(resource.split('$').at(-1) ?? resource);
      const name = `${last}.${method}`;
      const isCompute = api === 'compute';
      const why = WORDS.test(name) && (isCompute || !OWN_RIGHTS.test(name)) ? name : null;
      return { service, operation: lowerParts(operation), names: namesOf(api, resource, method), why };
    });
  });
}

const lowerFirst = (text) => text.charAt(0).toLowerCase() + text.slice(1);
const lowerParts = (id) => id.split('.').map(lowerFirst).join('.');
const upperFirst = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Compute logs the id of the method; the other services log a call whose name follows from it. */
function namesOf(api, resource, method) {
  const parts = resource.split('$');
  const last = parts.at(-1) ?? resource;
  if (api === 'compute') return [`compute.${lowerFirst(last)}.${method}`];
  const one = singular(last);
  const standard = {
    create: [`Create${one}`, `Create${last}`],
    insert: [`Insert${one}`, `Create${one}`],
    list: [`List${last}`],
    get: [`Get${one}`],
    delete: [`Delete${one}`],
    patch: [`Update${one}`, `Patch${one}`],
    update: [`Update${one}`],
    setIamPolicy: ['SetIamPolicy'],
    getIamPolicy: ['GetIamPolicy'],
    testIamPermissions: ['TestIamPermissions'],
  }[method];
  return standard ?? [`${upperFirst(method)}${one}`, `${upperFirst(method)}${last}`, upperFirst(method)];
}

function singular(word) {
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  return word.replace(/(?<=[^s])s$/, '');
}

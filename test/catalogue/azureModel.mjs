/** Azure: the REST paths that stand in the code of the management packages, and the operations they become. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WORDS =
  /snapshot|backup|restor(?!age)|recoverypoint|recoverable|getaccess|longtermretention|checkpoint|softdelet|undelet/i;
const VERBS = { get: 'read', head: 'read', put: 'write', patch: 'write', delete: 'delete', post: 'action' };

/**
 * @param {string} modules
 * @param {readonly string[]} packages
 * @returns {{ service: string, operation: string, why: string | null }[]}
 */
export function azureOperations(modules, packages) {
  const found = new Map();
  for (const name of packages) {
    for (const { method, path } of pathsOf(join(modules, name))) {
      const operation = operationOf(method, path);
      if (operation === null) continue;
      const service = operation.slice(0, operation.indexOf('/'));
      const why = WORDS.test(operation.replace(/storage/gi, 'store')) ? `${method} ${path}` : null;
      const key = operation.toLowerCase();
      if (why !== null || !found.has(key)) found.set(key, { service, operation, why });
    }
  }
  return [...found.values()];
}

function pathsOf(folder) {
  const commonjs = join(folder, 'dist', 'commonjs');
  const files = existsSync(commonjs) ? sources(commonjs) : [join(folder, 'dist', 'index.js')];
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [
      // Packages of today: a template, then the call of its method.
      ...matches(
        text,
        /"(\/[^"]*?\/providers\/[^"]*?)(?:\{\?[^"]*)?"[\s\S]{0,900}?\.path\(path\)\.(\w+)\(/g,
        2,
        1,
      ),
      // Those before: a specification of each operation.
      ...matches(text, /path:\s*"(\/[^"]*?\/providers\/[^"]*?)",\s*httpMethod:\s*"(\w+)"/g, 2, 1),
    ];
  });
}

function matches(text, pattern, method, path) {
  return [...text.matchAll(pattern)].map((match) => ({
    method: match[method].toLowerCase(),
    path: match[path],
  }));
}

function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Provider and types of the path, and the verb; what stands alone as `default` is left out. */
function operationOf(method, path) {
  const after = path.slice(path.lastIndexOf('/providers/') + '/providers/'.length);
  const [provider, ...rest] = after.split('/').filter((part) => part !== '');
  const verb = VERBS[method];
  if (provider === undefined || provider.startsWith('{') || verb === undefined) return null;
  const types = rest.filter((part) => !part.startsWith('{') && part.toLowerCase() !== 'default');
  // A POST on a thing itself is an action without a name of its own.
  if (types.length === 0) return null;
  return `${provider}/${types.join('/')}/${verb}`;
}

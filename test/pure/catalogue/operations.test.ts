import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import type { Operation } from '../../../src/core/catalogue/operation.js';
import { evaluate } from '../../../src/core/providers/fieldPath.js';
import { badAlternative } from './fieldPathGrammar.js';

const FOLDER = 'src/core/catalogue/operations';
const { operations } = loadCatalogue();

function pathsOf(operation: Operation): readonly string[] {
  return [
    ...operation.resources.map(({ path }) => path),
    ...operation.needs.flatMap((need) => (need.type === 'path' ? [need.path] : [])),
    ...operation.cases.map((item) => item.if),
    ...(operation.share === null
      ? []
      : [...operation.share.add, ...operation.share.remove, ...operation.share.set]),
  ];
}

/** Every operation for which the check has something to say, with what it says. */
function complaints(check: (operation: Operation) => string | null): string[] {
  return operations.flatMap((operation) => {
    const complaint = check(operation);
    return complaint === null ? [] : [`${operation.service} ${operation.operation}: ${complaint}`];
  });
}

describe('catalogue files', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

  for (const name of files) {
    const lines = readFileSync(`${FOLDER}/${name}`, 'utf8').split('\n');
    const rows = lines.slice(1, -2);

    it(`${name} has one row on each line`, () => {
      assert.equal(lines[0], '[');
      assert.deepEqual(lines.slice(-2), [']', '']);
      rows.forEach((line, index) => {
        const last = index === rows.length - 1;
        assert.equal(line.endsWith('},'), !last, `comma at the end of line ${index + 2}`);
        assert.equal(typeof JSON.parse(last ? line : line.slice(0, -1)), 'object');
      });
    });

    it(`${name} is sorted by service and name`, () => {
      const keys = (JSON.parse(lines.join('\n')) as { service: string; operation: string }[]).map(
        ({ service, operation }) => `${service} ${operation.toLowerCase()}`,
      );
      assert.deepEqual(keys, [...keys].sort());
    });
  }

  it('are all loaded', () => {
    const rows = files.flatMap((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as unknown[]);
    assert.equal(operations.length, rows.length);
  });
});

describe('catalogue rows', () => {
  it('have paths of the documented grammar', () => {
    const bad = complaints((operation) => {
      const path = pathsOf(operation).find((candidate) => badAlternative(candidate) !== null);
      return path === undefined ? null : `bad path ${path}`;
    });
    assert.deepEqual(bad, []);
  });

  it('have paths that the reader takes', () => {
    const paths = operations.flatMap(pathsOf);
    for (const path of paths) assert.deepEqual(evaluate(path, {}), [], path);
    assert.ok(paths.length > 400);
  });

  it('use templates only to name resources', () => {
    const bad = complaints((operation) => {
      const resources = operation.resources.map(({ path }) => path);
      const other = pathsOf(operation).filter((path) => !resources.includes(path));
      return other.find((path) => path.includes('template:')) ?? null;
    });
    assert.deepEqual(bad, []);
  });

  it('leave the wrappers of newer EC2 calls and of lists to the reader', () => {
    const bad = complaints(
      (operation) =>
        pathsOf(operation).find((path) =>
          new RegExp(`\\.(?:items?|${operation.operation}(?:Request|Response))(?:[.[]|$)`).test(path),
        ) ?? null,
    );
    assert.deepEqual(bad, []);
  });

  it('start their paths where the cloud has its fields', () => {
    const start = {
      aws: /^(?:requestParameters|responseElements|serviceEventDetails|additionalEventData|resources|userIdentity)\b/,
      azure: /^(?:resourceId|body|properties|httpRequest)\b/,
      gcp: /^(?:resourceName|request|response|authorizationInfo|serviceData|metadata)\b/,
    };
    const bad = complaints((operation) => {
      const alternatives = pathsOf(operation).flatMap((path) => path.split(' ?? '));
      const plain = alternatives.flatMap((path) =>
        path.startsWith('template:')
          ? [...path.matchAll(/\{([^{}]+)\}/g)]
              .map((match) => match[1] ?? '')
              .filter((inner) => !/^(?:project|region|zone|account|partition)$/.test(inner))
          : [path],
      );
      return plain.find((path) => !start[operation.cloud].test(path)) ?? null;
    });
    assert.deepEqual(bad, []);
  });

  it('that count only within a chain name something by which they can join one', () => {
    const linked = new Set([
      'snapshot',
      'image',
      'recoveryPoint',
      'volume',
      'instance',
      'database',
      'fileSystem',
      // Joined by what it encrypts.
      'key',
    ]);
    /** Known by name, but all that they have to say stands in an answer that is not logged. */
    const mute = /(?:not logged|of every kind|consoles and pipelines)$/;
    const bad = complaints(({ action, needs, resources, note }) =>
      !mute.test(note ?? '') &&
      // Joined by whom it created.
      !(action === 'context' && resources.some(({ kind }) => kind === 'identity')) &&
      needs.some(({ type }) => type === 'chain') &&
      !resources.some(({ kind }) => linked.has(kind))
        ? 'no link'
        : null,
    );
    assert.deepEqual(bad, []);
  });

  it('name a resource of every kind that they need', () => {
    const bad = complaints(({ needs, resources }) => {
      const missing = needs.find(
        (need) => need.type === 'kind' && !resources.some(({ kind }) => kind === need.kind),
      );
      return missing === undefined ? null : `needs ${JSON.stringify(missing)}`;
    });
    assert.deepEqual(bad, []);
  });

  it('that restore, copy, create or delete say what', () => {
    const roles = { restore: 'result', copy: 'subject', create: 'subject', delete: 'subject' } as const;
    const excused = new Set([
      'SharedSnapshotCopyInitiated', // the copy lies in another account and is not named
      'SharedSnapshotVolumeCreated', // and so does the volume
      'BacktrackDBCluster', // in place
      'CreateReplaceRootVolumeTask', // the new root volume is not named
      'RequestSpotFleet', // the machines come later
      'Microsoft.Compute/virtualMachines/capture/action', // ends as a template in a blob container
    ]);
    /** The row itself says that the record does not tell. */
    const unnamed = /not (?:always )?named|neither is named|has no name|known as a permission only/;
    const bad = complaints(({ operation, action, resources, techniques, note }) => {
      const role = roles[action as keyof typeof roles] as string | undefined;
      if (role === undefined || excused.has(operation) || techniques?.includes('T1578.004')) return null;
      if (unnamed.test(note ?? '')) return null;
      const has = resources.some((resource) => resource.role === role || resource.role === 'result');
      return has ? null : `${action} without ${role}`;
    });
    assert.deepEqual(bad, []);
  });

  it('that may share keep their own techniques and actions out of it', () => {
    const bad = complaints(({ share, techniques, action }) =>
      share !== null && (techniques !== null || action === 'share')
        ? 'share with own techniques or action'
        : null,
    );
    assert.deepEqual(bad, []);
  });

  it('give a component to operations on snapshots, none to those on disks and machines', () => {
    const bad = complaints(({ component, resources, cases }) => {
      const about = resources.filter(({ role }) => role === 'subject').map(({ kind }) => kind);
      const other = about.length > 0 && about.every((kind) => kind === 'volume' || kind === 'instance');
      return other && cases.length === 0 && component !== null ? `${component} of ${about.join()}` : null;
    });
    assert.deepEqual(bad, []);
  });

  it('of Azure reads are marked as not logged', () => {
    const bad = complaints(({ cloud, operation, logged }) =>
      cloud === 'azure' && operation.endsWith('/read') && logged !== false
        ? 'GET is not in the Activity Log'
        : null,
    );
    assert.deepEqual(bad, []);
  });
});

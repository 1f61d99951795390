import assert from 'node:assert/strict';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';
import type { Operation } from '../../../src/core/catalogue/operation.js';
import type { Draft } from '../../../src/core/providers/normalise.js';
import { mayBeKnown } from '../../../src/core/providers/readRecord.js';
import { readValue } from '../../support/readValue.js';
import { alternativesOf, fillPath, type Tree } from './fillPath.js';
import { type RecordStyle, stylesOf } from './recordStyles.js';

/**
 * Walks every row: builds records from its paths, in each style that its cloud has, and reads them as the
 * product does. A path that cannot be exercised fails.
 */

function read(operation: Operation, style: RecordStyle, root: Tree): Draft {
  const value = JSON.parse(JSON.stringify(style.wrap(operation, root))) as object;
  const [draft] = readValue(value);
  assert.ok(draft !== undefined, `${label(operation)}, ${style.name}: not known`);
  assert.equal(draft.event.operation, operation.operation);
  assert.equal(draft.event.service, operation.service);
  return draft;
}

function label({ service, operation }: Operation): string {
  return `${service} ${operation}`;
}

/** Everything that `check` complains of, over all rows of a cloud and all their styles. */
function complaints(
  rows: readonly Operation[],
  check: (operation: Operation, style: RecordStyle) => readonly string[],
): string[] {
  const all = rows.flatMap((operation) =>
    stylesOf(operation).flatMap((style) =>
      check(operation, style).map((text) => `${label(operation)}, ${style.name}: ${text}`),
    ),
  );
  return all.slice(0, 40);
}

/** A record in which nothing but `path` leads anywhere. */
function only(path: string, style: RecordStyle, name = 'thing-1'): { root: Tree; id: string } | null {
  const root: Tree = {};
  const filled = fillPath(root, path, name, style.lists, style.words);
  return filled === null ? null : { root, id: filled.id };
}

for (const cloud of ['aws', 'azure', 'gcp'] as const) {
  describe(`every row of ${cloud}`, function () {
    this.timeout(20_000);
    const rows = loadCatalogue().operations.filter((operation) => operation.cloud === cloud);

    it('is recognised by its name, and does what it says when the record says nothing', () => {
      const bad = complaints(rows, (operation, style) => {
        const { event, standsAlone } = read(operation, style, {});
        const named = mayBeKnown(operation.cloud, operation.operation) ? [] : ['name not recognised'];
        const alone = standsAlone === (operation.needs.length === 0) ? [] : [`stands alone: ${standsAlone}`];
        const action = event.action === operation.action ? [] : [`action ${event.action}`];
        const component = event.component === operation.component ? [] : [`component ${event.component}`];
        return [...named, ...alone, ...action, ...component];
      });
      assert.deepEqual(bad, []);
    });

    it('yields each of its resources, by each of the paths that lead to it', () => {
      const bad = complaints(rows, (operation, style) =>
        operation.resources.flatMap(({ role, kind, path }) =>
          alternativesOf(path).flatMap((alternative) => {
            const made = only(alternative, style);
            if (made === null) return [`${alternative} cannot be exercised`];
            const { resources } = read(operation, style, made.root).event;
            const found = resources.filter((resource) => resource.role === role && resource.kind === kind);
            return found.length === 1 && found[0]?.id === made.id
              ? []
              : [`${role} ${kind} by ${alternative}: ${JSON.stringify(resources)}, not ${made.id}`];
          }),
        ),
      );
      assert.deepEqual(bad, []);
    });

    it('yields them together', () => {
      const bad = complaints(rows, (operation, style) => {
        const root: Tree = {};
        const expected = operation.resources.flatMap(({ role, kind, path }, index) => {
          const first = alternativesOf(path)[0] as string;
          const filled = fillPath(root, first, `thing-${index}`, style.lists, style.words);
          return filled === null ? [] : [`${role} ${kind} ${filled.id}`];
        });
        const { resources } = read(operation, style, root).event;
        const found = resources.map(({ role, kind, id }) => `${role} ${kind} ${id}`);
        return expected.filter((text) => !found.includes(text)).map((text) => `lost ${text}`);
      });
      assert.deepEqual(bad, []);
    });

    it('becomes an event of its own by each thing that it needs, and by nothing less', () => {
      const bad = complaints(rows, (operation, style) =>
        operation.needs.flatMap((need) => {
          if (need.type === 'chain') return [];
          const paths =
            need.type === 'path'
              ? [need.path]
              : operation.resources.filter(({ kind }) => kind === need.kind).map(({ path }) => path);
          return paths.flatMap(alternativesOf).flatMap((path) => {
            const made = only(path, style);
            return made !== null && read(operation, style, made.root).standsAlone
              ? []
              : [`${path} does not make it an event`];
          });
        }),
      );
      assert.deepEqual(bad, []);
    });

    it('takes each of its cases', () => {
      const bad = complaints(rows, (operation, style) =>
        operation.cases.flatMap((item) => {
          const made = only(item.if, style);
          if (made === null) return [`${item.if} cannot be exercised`];
          const { action, component } = read(operation, style, made.root).event;
          return action === item.action && component === item.component
            ? []
            : [`${item.if}: ${action}, ${component}`];
        }),
      );
      assert.deepEqual(bad, []);
    });

    it('tells by each path who may use it, and who no longer may', () => {
      const bad = complaints(rows, ({ share, ...rest }, style) => {
        if (share === null) return [];
        const operation = { share, ...rest };
        const check = (paths: readonly string[], expected: string) =>
          paths.flatMap((path) => {
            const all = path.endsWith('[~*]');
            const made = only(path, style, all ? '' : '000000000002');
            if (made === null) return [`${path} cannot be exercised`];
            const { action, sharedWith } = read(operation, style, made.root).event;
            const whom = path.includes('EnableCommunity') || all ? 'public' : made.id;
            return action === expected && sharedWith.join() === whom
              ? []
              : [`${path}: ${action} with ${sharedWith.join()}`];
          });
        return [
          ...check(share.add, 'share'),
          ...check(share.remove, 'unshare'),
          ...check(share.set, 'share'),
        ];
      });
      assert.deepEqual(bad, []);
    });
  });
}

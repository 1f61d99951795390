import type { Cloud } from '../model.js';
import type { Operation } from './operation.js';
import { CatalogueError } from './parseOperation.js';
import { allRows, type Row } from './rows.js';
import aliases from './serviceAliases.json';

/** Every operation that is known. */
export interface Catalogue {
  readonly operations: readonly Operation[];
  /** By service (or an alias of it) and name, both in any letter case; a Google API version is looked through. */
  find(cloud: Cloud, service: string, operation: string): Operation | undefined;
  /** True when some service of the cloud has an operation of that name. */
  hasName(cloud: Cloud, operation: string): boolean;
  /** The names of a cloud in their usual letter case, without API version, each once. */
  names(cloud: Cloud): Iterable<string>;
}

let loaded: Catalogue | undefined;

/**
 * The catalogue that ships; indexed once, each row read on first use. Throws a {@link CatalogueError} when an
 * operation is there twice; so does reading a bad row.
 */
export function loadCatalogue(): Catalogue {
  loaded ??= indexRows(allRows());
  return loaded;
}

/** Indexes operations; throws a {@link CatalogueError} when one is there twice. */
export function buildCatalogue(operations: readonly Operation[]): Catalogue {
  return indexRows(
    operations.map((operation) => ({
      cloud: operation.cloud,
      service: operation.service,
      operation: operation.operation,
      read: () => operation,
    })),
  );
}

function indexRows(rows: readonly Row[]): Catalogue {
  const byKey = new Map<string, Row>();
  const folded = new Set<string>();
  for (const row of rows) {
    const name = fold(row.cloud, row.operation);
    const key = keyOf(row.cloud, row.service, name);
    if (byKey.has(key)) throw new CatalogueError(key, 'is there twice');
    byKey.set(key, row);
    folded.add(`${row.cloud} ${name}`);
  }
  let operations: readonly Operation[] | undefined;
  return {
    get operations() {
      operations ??= rows.map((row) => row.read());
      return operations;
    },
    find(cloud, service, operation) {
      const name = fold(cloud, operation);
      const row = byKey.get(keyOf(cloud, service, name));
      if (row !== undefined) return row.read();
      const usual = ALIASES.get(`${cloud} ${service.toLowerCase()}`);
      return usual === undefined ? undefined : byKey.get(keyOf(cloud, usual, name))?.read();
    },
    hasName: (cloud, operation) => folded.has(`${cloud} ${fold(cloud, operation)}`),
    names: (cloud) => new Set(rows.filter((row) => row.cloud === cloud).map(({ operation }) => operation)),
  };
}

const ALIASES: ReadonlyMap<string, string> = new Map(
  aliases.map(({ cloud, alias, service }) => [`${cloud} ${alias}`, service]),
);

const GOOGLE_PREFIX = /^(?:v\d+|beta|alpha)\./;
const GOOGLE_PACKAGE_VERSION = /\.v\d+(?:(?:alpha|beta)\d*)?\./;

/** Lower case; of Google without the API version, which stands first or within the name of a package. */
function fold(cloud: Cloud, operation: string): string {
  const name = operation.toLowerCase();
  if (cloud !== 'gcp') return name;
  return name.startsWith('google.')
    ? name.replace(GOOGLE_PACKAGE_VERSION, '.')
    : name.replace(GOOGLE_PREFIX, '');
}

function keyOf(cloud: Cloud, service: string, foldedName: string): string {
  return `${cloud} ${service.toLowerCase()} ${foldedName}`;
}

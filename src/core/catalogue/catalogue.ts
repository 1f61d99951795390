import type { Cloud } from '../model.js';
import type { Operation } from './operation.js';
import { CatalogueError } from './parseOperation.js';
import { allRows } from './rows.js';
import aliases from './serviceAliases.json';
import { readAll, type ServiceRows } from './serviceRows.js';

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
 * The catalogue that ships. A service is indexed when it is first asked for, and a row then read: a bad row or
 * one that is there twice throws a {@link CatalogueError} at that moment (the tests ask for all of them).
 */
export function loadCatalogue(): Catalogue {
  loaded ??= catalogueOf(allRows());
  return loaded;
}

/** Indexes operations; throws a {@link CatalogueError} when one is there twice. */
export function buildCatalogue(operations: readonly Operation[]): Catalogue {
  const services = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = `${operation.cloud} ${operation.service.toLowerCase()}`;
    services.set(key, [...(services.get(key) ?? []), operation]);
  }
  const catalogue = catalogueOf(
    [...services.values()].map((list) => {
      const { cloud, service } = list[0] as Operation;
      const names = list.map(({ operation }) => operation).join('\n');
      return { cloud, service, names, read: (line) => list[line] as Operation };
    }),
  );
  for (const { cloud, service, operation } of operations) catalogue.find(cloud, service, operation);
  return catalogue;
}

function catalogueOf(rows: readonly ServiceRows[]): Catalogue {
  const services = new Map(rows.map((service) => [serviceKey(service.cloud, service.service), service]));
  const indexes = new Map<string, ReadonlyMap<string, number>>();
  const names = new Map<Cloud, ReadonlySet<string>>();
  let operations: readonly Operation[] | undefined;

  function findIn(key: string, name: string): Operation | undefined {
    const service = services.get(key);
    if (service === undefined) return undefined;
    let index = indexes.get(key);
    if (index === undefined) {
      index = indexOf(service);
      indexes.set(key, index);
    }
    const line = index.get(name);
    return line === undefined ? undefined : service.read(line);
  }

  const namesOf = (cloud: Cloud) =>
    rows.filter((service) => service.cloud === cloud).map((service) => service.names);

  return {
    get operations() {
      operations ??= readAll(rows);
      return operations;
    },
    find(cloud, service, operation) {
      const key = serviceKey(cloud, service);
      const name = fold(cloud, operation);
      const found = findIn(key, name);
      if (found !== undefined) return found;
      const usual = ALIASES.get(key);
      return usual === undefined ? undefined : findIn(serviceKey(cloud, usual), name);
    },
    hasName(cloud, operation) {
      let known = names.get(cloud);
      if (known === undefined) {
        known = new Set(fold(cloud, namesOf(cloud).join('\n')).split('\n'));
        names.set(cloud, known);
      }
      return known.has(fold(cloud, operation));
    },
    names: (cloud) => new Set(namesOf(cloud).join('\n').split('\n')),
  };
}

function indexOf({ cloud, service, names }: ServiceRows): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  fold(cloud, names)
    .split('\n')
    .forEach((name, line) => {
      if (index.has(name)) throw new CatalogueError(`${service} ${name}`, 'is there twice');
      index.set(name, line);
    });
  return index;
}

const ALIASES: ReadonlyMap<string, string> = new Map(
  aliases.map(({ cloud, alias, service }) => [`${cloud} ${alias}`, service]),
);

const GOOGLE_PREFIX = /^(?:v\d+|beta|alpha)\./gm;
const GOOGLE_PACKAGE_VERSION = /^(google\..*)\.v\d+(?:(?:alpha|beta)\d*)?\./gm;

/**
 * A name, or names on lines, in lower case; of Google without the API version, which stands first or within the
 * name of a package.
 */
function fold(cloud: Cloud, names: string): string {
  const lower = names.toLowerCase();
  if (cloud !== 'gcp') return lower;
  return lower.replace(GOOGLE_PREFIX, '').replace(GOOGLE_PACKAGE_VERSION, '$1.');
}

function serviceKey(cloud: Cloud, service: string): string {
  return `${cloud} ${service.toLowerCase()}`;
}

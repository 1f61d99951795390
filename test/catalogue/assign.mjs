/** What the catalogue and the list of false friends say of the operations of a model. */
import { readdirSync, readFileSync } from 'node:fs';
import { importCatalogue } from '../../esbuild.catalogue.mjs';

const falseFriendsFolder = new URL('../../src/core/catalogue/falseFriends/', import.meta.url);
const spellings = JSON.parse(readFileSync(new URL('spellings.json', import.meta.url), 'utf8'));

/** @returns {{ cloud: string, service: string, operation: string, kind: string, reason: string }[]} */
export function falseFriends() {
  return readdirSync(falseFriendsFolder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) =>
      JSON.parse(readFileSync(new URL(name, falseFriendsFolder), 'utf8')).map((friend) => ({
        cloud: name.slice(0, name.indexOf('.')),
        ...friend,
      })),
    );
}

export async function assigner() {
  const { loadCatalogue } = await importCatalogue("export { loadCatalogue } from './catalogue.ts';");
  const catalogue = loadCatalogue();
  const friends = falseFriends();
  const friendKeys = new Set(friends.map((friend) => keyOf(friend.cloud, friend.service, friend.operation)));
  const spelt = new Map(
    spellings.map(({ cloud, model, ...other }) => [`${cloud} ${model}`.toLowerCase(), other]),
  );

  /** Google's other calls by service and last name: the model has the REST method, the log the call. */
  const calls = new Map();
  for (const row of catalogue.operations.filter(({ cloud }) => cloud === 'gcp')) {
    const last = row.operation.split('.').at(-1).toLowerCase();
    calls.set(`${row.service} ${last}`, row);
  }
  const friendCalls = friends
    .filter(({ cloud }) => cloud === 'gcp')
    .map(({ operation }) => ({
      path: operation.toLowerCase(),
      last: operation.split('.').at(-1).toLowerCase(),
    }));

  function direct(cloud, { service, operation, names }) {
    if (cloud !== 'gcp') {
      const row = catalogue.find(cloud, service, operation);
      if (row !== undefined) return { in: 'catalogue', row };
      return friendKeys.has(keyOf(cloud, service, operation)) ? { in: 'falseFriends' } : null;
    }
    for (const name of names) {
      const row =
        catalogue.find('gcp', service, name) ?? calls.get(`${hostOf(service)} ${name.toLowerCase()}`);
      if (row !== undefined) return { in: 'catalogue', row };
    }
    if (friendKeys.has(keyOf(cloud, service, operation))) return { in: 'falseFriends' };
    const api = operation.split('.')[0];
    const isFriend = friendCalls.some(
      ({ path, last }) =>
        names.some((name) => name.toLowerCase().split('.').at(-1) === last) && path.includes(apiWord(api)),
    );
    return isFriend ? { in: 'falseFriends' } : null;
  }

  return {
    catalogue,
    friends,
    /** @returns {{ in: 'catalogue' | 'falseFriends', row?: object } | null} */
    assign(cloud, candidate) {
      const found = direct(cloud, candidate);
      if (found !== null) return found;
      const other = spelt.get(`${cloud} ${modelName(candidate)}`.toLowerCase());
      if (other === undefined) return null;
      if (other.reason !== undefined) return { in: 'falseFriends' };
      const row = catalogue.find(cloud, other.service, other.operation);
      if (row === undefined) throw new Error(`spellings.json: ${other.operation} is not in the catalogue`);
      return { in: 'catalogue', row };
    },
  };
}

export const modelName = ({ service, operation }) =>
  operation.includes('/') || operation.includes('.') ? operation : `${service} ${operation}`;

const keyOf = (cloud, service, operation) => `${cloud} ${service} ${operation}`.toLowerCase();

/** The API's name on npm where it is not that of its host in the log. */
const HOSTS = { 'sqladmin.googleapis.com': 'cloudsql.googleapis.com' };
const hostOf = (service) => HOSTS[service] ?? service;
const API_WORDS = {
  sqladmin: '.sql.',
  bigtableadmin: '.bigtable.',
  cloudresourcemanager: 'resourcemanager',
  privateca: 'privateca',
  cloudkms: '.kms.',
};
const apiWord = (api) => API_WORDS[api] ?? api;

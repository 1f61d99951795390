/**
 * Measures the catalogue against the providers' own models: `npm run catalogue:check`.
 *
 * Every operation of a model that the rules take for a candidate must be in the catalogue or among the false
 * friends. Prints the figures, writes them to `result.json` (the README's table is made of it) and ends with
 * code 1 when something is unassigned. `--latest` asks npm for newer models and lists what they add;
 * `--unconfirmed` lists the rows that no model of npm has.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cachedPackages } from '../host/cache.mjs';
import { assigner, modelName } from './assign.mjs';
import { awsOperations, awsUnknownFields } from './awsModel.mjs';
import { azureOperations } from './azureModel.mjs';
import { gcpOperations } from './gcpModel.mjs';
import { runNpmView } from './npmView.mjs';

const PINNED = JSON.parse(readFileSync(new URL('packages.json', import.meta.url), 'utf8'));
const RESULT = new URL('result.json', import.meta.url);
const CLOUDS = { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' };

const { catalogue, friends, assign } = await assigner();
const pinned = await modelsOf(PINNED, 'catalogue-models');
const clouds = {};
let unassigned = 0;
for (const [cloud, title] of Object.entries(CLOUDS)) {
  const figures = measure(cloud, pinned[cloud]);
  clouds[cloud] = figures.result;
  unassigned += figures.result.unassigned;
  print(cloud, title, figures);
}
printFields();
const result = { packages: PINNED, clouds };
writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);

if (process.argv.includes('--latest')) await compareWithLatest();
if (unassigned > 0) {
  console.error(`\n${unassigned} operations are unassigned: give each a row or make it a false friend.`);
  process.exitCode = 1;
}

/** The operations of each cloud, out of packages with exact versions. */
async function modelsOf(packages, name) {
  const all = Object.values(packages).flatMap((list) => Object.entries(list));
  const versions = all.map(([pack, version]) => `${pack}@${version}`);
  const modules = await cachedPackages(`${name}-${shortHash(versions.join())}`, versions);
  return {
    modules,
    aws: awsOperations(modules),
    azure: azureOperations(modules, Object.keys(packages.azure)),
    gcp: gcpOperations(modules),
  };
}

function measure(cloud, operations) {
  const rows = catalogue.operations.filter((row) => row.cloud === cloud);
  const confirmed = new Set();
  const candidates = [];
  for (const operation of operations) {
    const assigned = assign(cloud, operation);
    if (assigned?.row !== undefined) confirmed.add(assigned.row);
    if (operation.why !== null) candidates.push({ operation, assigned });
  }
  const count = (where) => candidates.filter(({ assigned }) => (assigned?.in ?? null) === where).length;
  return {
    unassigned: candidates.filter(({ assigned }) => assigned === null).map(({ operation }) => operation),
    unconfirmed: rows.filter((row) => !confirmed.has(row)),
    result: {
      rows: rows.length,
      falseFriends: friends.filter((friend) => friend.cloud === cloud).length,
      modelOperations: operations.length,
      candidates: candidates.length,
      inCatalogue: count('catalogue'),
      amongFalseFriends: count('falseFriends'),
      unassigned: count(null),
      confirmedRows: confirmed.size,
    },
  };
}

function print(cloud, title, { result, unassigned, unconfirmed }) {
  const models = Object.entries(PINNED[cloud]);
  const named =
    models.length === 1
      ? models[0].join(' ')
      : `${models.length} packages, ${models[0][0].split('/')[0]}/arm-*`;
  console.log(`\n${title} (${named}; ${result.modelOperations} operations)`);
  console.log(`  candidates      ${result.candidates}`);
  console.log(`  in catalogue    ${result.inCatalogue}`);
  console.log(`  false friends   ${result.amongFalseFriends}`);
  console.log(`  unassigned      ${result.unassigned}`);
  for (const operation of unassigned) console.log(`    ${modelName(operation)} (${operation.why})`);
  console.log(
    `  rows            ${result.rows}, of which these models confirm ${result.confirmedRows}; ` +
      `the other ${unconfirmed.length} rest on what npm does not have:`,
  );
  for (const [fact, count] of grouped(unconfirmed.map(ground)))
    console.log(`    ${String(count).padStart(4)}  ${fact}`);
  if (process.argv.includes('--unconfirmed')) {
    for (const row of unconfirmed) console.log(`      ${row.service} ${row.operation}`);
  }
}

/** Whether the fields that rows of AWS name are in the model. */
function printFields() {
  const rows = catalogue.operations
    .filter(({ cloud }) => cloud === 'aws')
    .map(({ service, operation, resources, needs, cases, share }) => ({
      service,
      operation,
      paths: [
        ...resources.map(({ path }) => path),
        ...needs.flatMap((need) => (need.type === 'path' ? [need.path] : [])),
        ...cases.map((item) => item.if),
        ...Object.values(share ?? {}).flat(),
      ],
    }));
  const { checked, unknown } = awsUnknownFields(pinned.modules, rows);
  console.log(
    `\nField paths of AWS rows, EC2 left out: ${checked} looked up in the model, ${unknown.length} not found`,
  );
  for (const text of unknown) console.log(`    ${text}`);
}

/** What a row rests on, without what tells single rows apart. */
function ground({ fact }) {
  if (fact.startsWith('botocore'))
    return 'botocore 1.43.67: newer than the JavaScript SDK, or named otherwise there';
  if (fact.startsWith('googleapis/googleapis'))
    return 'proto files of googleapis/googleapis: no REST method of that name';
  return fact
    .replace(/; .*/, '')
    .replace(/^(arm-[a-z-]+ [\d.a-z-]+), .*/, '$1: the permission list has it, its REST paths do not');
}

function grouped(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

async function compareWithLatest() {
  const latest = {};
  for (const [cloud, packages] of Object.entries(PINNED)) {
    latest[cloud] = {};
    for (const name of Object.keys(packages)) latest[cloud][name] = await runNpmView(name);
  }
  const newer = Object.entries(PINNED).flatMap(([cloud, packages]) =>
    Object.entries(packages)
      .filter(([name, version]) => latest[cloud][name] !== version)
      .map(([name, version]) => `${name} ${version} → ${latest[cloud][name]}`),
  );
  if (newer.length === 0) return console.log('\nThe pinned models are the newest.');
  console.log(`\nNewer models: ${newer.join(', ')}`);
  const models = await modelsOf(latest, 'catalogue-models-latest');
  for (const [cloud, title] of Object.entries(CLOUDS)) {
    const known = new Set(pinned[cloud].map(modelName));
    const added = models[cloud].filter(
      (operation) => operation.why !== null && !known.has(modelName(operation)),
    );
    console.log(`\n${title}: ${added.length} candidates that the pinned models do not have`);
    for (const operation of added) {
      console.log(`  ${modelName(operation)}: ${assign(cloud, operation)?.in ?? 'to be added'}`);
    }
  }
}

/** Names a cache entry; FNV-1a is plenty for that. */
function shortHash(text) {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(36);
}

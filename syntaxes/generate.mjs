/**
 * Writes `snapshot-trail.injection.tmLanguage.json` from the catalogue: `node syntaxes/generate.mjs`.
 * With `--check` it writes nothing and fails when the file is stale.
 *
 * The grammar is injected into the string values of JSON, JSON with comments and JSON lines. It colours the
 * names of snapshot operations, by what they do, where they stand as the value of a field that names an
 * operation (also in the JSON within a JSON string that CloudTrail's LookupEvents gives), and technique ids.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importCatalogue } from '../esbuild.catalogue.mjs';

const TARGET = fileURLToPath(new URL('snapshot-trail.injection.tmLanguage.json', import.meta.url));

/** Scopes that the themes of VS Code colour, each unlike a plain string and unlike the others in most of them. */
const SCOPES = {
  create: 'support.function',
  copy: 'support.function',
  modify: 'support.function',
  unshare: 'support.function',
  schedule: 'support.function',
  protect: 'support.function',
  recover: 'support.function',
  context: 'support.function',
  restore: 'entity.name.type',
  use: 'entity.name.type',
  share: 'keyword.control',
  export: 'keyword.control',
  delete: 'keyword.other',
  unprotect: 'keyword.other',
  enumerate: 'constant.numeric',
  describe: 'constant.numeric',
  read: 'constant.numeric',
};

/** For each cloud: fields whose value names the operation, and how names are written there. */
const CLOUDS = {
  aws: { keys: ['eventName', 'EventName', 'event_name'], prefix: '', anyCase: false, nested: true },
  azure: {
    keys: [
      'operationName',
      'operation_name',
      'OperationName',
      'OperationNameValue',
      'value',
      'localizedValue',
      'localized_value',
      'action',
      'name',
      'message',
    ],
    prefix: '',
    anyCase: true,
  },
  gcp: {
    keys: ['methodName', 'method_name', 'MethodName'],
    prefix: '(?:(?:v[0-9]+|beta|alpha)\\.)?',
    anyCase: false,
  },
};

/** What may stand between a key and its value; each an alternative, as a look-behind has no `\s*`. */
const COLONS = ['"KEY":"', '"KEY": "', '"KEY" : "'];

/**
 * Whether a name alone tells enough to colour it. A grammar sees one value, not the service beside it, and AWS
 * gives names such as `TagResource` or `CreateCluster` to operations of many services. So of AWS only names that
 * speak of snapshots, backups or images are coloured, and those of the services that snapshots are about first of
 * all; operations on tags never. Names of Azure and Google hold their service, but for short ones (`SetIamPolicy`).
 */
function isDistinctive({ cloud, service, operation, logged }) {
  // What a log never holds needs no colour.
  if (logged === false) return false;
  if (cloud !== 'aws') return cloud === 'azure' || operation !== 'SetIamPolicy';
  if (/Tag|ResourcePolicy/.test(operation)) return false;
  return (
    CORE.has(service) ||
    /Snapshot|Backup.|RecoveryPoint|RecoverySnapshot|Restore.|Image|AutomatedBackup/.test(operation)
  );
}

const CORE = new Set(['ec2.amazonaws.com', 'ebs.amazonaws.com', 'rds.amazonaws.com']);

/** The names in one group for each action, and the scopes of these groups. */
function namesOf(operations) {
  /** What parameters decide cannot be seen in a name: what may share is coloured as sharing. */
  const actionOf = ({ action, share }) => (share === null ? action : 'share');
  /** A name that several services have is coloured by the worst that it may be. */
  const order = Object.keys(SCOPES);
  const byName = new Map();
  for (const row of operations.filter(isDistinctive)) {
    const old = byName.get(row.operation);
    const action = actionOf(row);
    if (old === undefined || WEIGHT.indexOf(action) < WEIGHT.indexOf(old)) byName.set(row.operation, action);
  }
  const actions = order.filter((action) => [...byName.values()].includes(action));
  const groups = actions.map((action) => {
    const names = [...byName].filter(([, its]) => its === action).map(([name]) => name);
    return `(${alternation(names)})`;
  });
  const captures = actions.map((action, index) => [
    `${index + 1}`,
    { name: `${SCOPES[action]}.snapshot.${action}.snapshot-trail` },
  ]);
  return { names: groups.join('|'), captures: Object.fromEntries(captures) };
}

const WEIGHT = [
  'share',
  'export',
  'delete',
  'unprotect',
  'restore',
  'use',
  'create',
  'copy',
  'read',
  'modify',
];
WEIGHT.push('unshare', 'recover', 'schedule', 'protect', 'context', 'enumerate', 'describe');

/** One pattern for many names, the same beginnings written once: far quicker to fail than a list of names. */
function alternation(names) {
  const root = new Map();
  for (const name of names) {
    let node = root;
    for (const part of [...name, '']) {
      if (!node.has(part)) node.set(part, new Map());
      node = node.get(part);
    }
  }
  return patternOf(root);
}

function patternOf(node) {
  const ends = node.has('');
  const branches = [...node].filter(([part]) => part !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  if (branches.length === 0) return '';
  const texts = branches.map(([part, below]) => part.replace('.', '\\.') + patternOf(below));
  const text = texts.length === 1 ? texts[0] : `(?:${texts.join('|')})`;
  if (!ends) return text;
  return `(?:${text})?`;
}

/**
 * For a name that is a whole string, and for one in JSON within a string (CloudTrail's look-up alone has that). The first is anchored at
 * the start of the string, the second begins with fixed text: both are quick to fail, as they nearly always do.
 */
function operationPatterns(operations, { keys, prefix, anyCase, nested }) {
  const { names, captures } = namesOf(operations);
  const name = anyCase ? `${prefix}(?i:${names})` : `${prefix}(?:${names})`;
  const before = keys.flatMap((key) => COLONS.map((colon) => colon.replace('KEY', key))).join('|');
  const whole = { match: `\\G(?<=${before})${name}(?=")`, captures };
  if (!nested) return [whole];
  return [whole, { match: `\\\\"(?:${keys.join('|')})\\\\" ?: ?\\\\"${name}(?=\\\\")`, captures }];
}

const { loadCatalogue } = await importCatalogue("export { loadCatalogue } from './catalogue.ts';");
const catalogue = loadCatalogue();
const grammar = {
  comment: 'Generated by syntaxes/generate.mjs from the catalogue. Do not edit.',
  scopeName: 'snapshot-trail.injection',
  injectionSelector: 'L:source.json string.quoted.double, L:source.json string.value',
  patterns: [
    ...Object.entries(CLOUDS).flatMap(([cloud, style]) =>
      operationPatterns(
        catalogue.operations.filter((operation) => operation.cloud === cloud),
        style,
      ),
    ),
    {
      match: '\\bT1[0-9]{3}(?:\\.[0-9]{3})?(?![0-9A-Za-z_-])',
      name: 'entity.name.tag.technique.snapshot-trail',
    },
  ],
};
const text = `${JSON.stringify(grammar, null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(TARGET, text);
} else if (readFileSync(TARGET, 'utf8') !== text) {
  process.stderr.write('The grammar is stale: run "node syntaxes/generate.mjs".\n');
  process.exitCode = 1;
}

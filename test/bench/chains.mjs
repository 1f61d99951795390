/**
 * `node test/bench/chains.mjs`: correlating and judging alone, over events as the reader hands them on. Ten events a
 * chain, over the three clouds, one chain in twenty shared or exported, shuffled over inputs and time; each size runs in a process of its own, so that its peak
 * of memory is its own. What comes out is compared with what went in: fast and wrong fails.
 *
 * `--sizes 125000,1000000` takes other sizes; `--profile FOLDER` leaves a CPU profile of each there.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const EVENTS_A_CHAIN = 10;
const INPUTS = 64;
const START = Date.UTC(2024, 0, 1);
const DAYS = 90;

const root = fileURLToPath(new URL('../..', import.meta.url));
const self = fileURLToPath(import.meta.url);
const bundle = join(root, 'out/bench/conclude.mjs');
export const SIZES = [125_000, 250_000, 500_000, 1_000_000];

/**
 * @param {readonly number[]} sizes numbers of events
 * @param {string | undefined} profiles folder for a CPU profile of each
 * @returns {Promise<import('./table.mjs').Growth[]>}
 */
export async function measureChains(sizes, profiles) {
  mkdirSync(join(root, 'out/bench'), { recursive: true });
  await build({
    stdin: {
      contents:
        "export { conclude } from './src/core/analysis/conclude.js'; export { draftOf } from './src/core/providers/normalise.js'; export { DEFAULT_SETTINGS } from './src/core/settings.js';",
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile: bundle,
    logLevel: 'error',
  });
  return sizes.map((size) => {
    const profile = profiles === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profiles];
    const { status, stdout } = spawnSync(process.execPath, [...profile, self, '--run', String(size)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(`${size} events: ended with ${status}`);
    const measured = JSON.parse(stdout);
    console.error(
      `${measured.events} events, ${measured.chains} chains, ${measured.findings} findings: ${measured.seconds.toFixed(2)} s (${measured.processor.toFixed(2)} s of processor), peak ${Math.round(measured.peak / 1e6)} MB (events alone ${Math.round(measured.held / 1e6)} MB)`,
    );
    return measured;
  });
}

/** @param {number} size events @returns {Promise<import('./table.mjs').Growth>} */
async function measureOne(size) {
  const { conclude, draftOf, DEFAULT_SETTINGS } = await import(pathToFileURL(bundle).href);
  const chains = Math.floor(size / EVENTS_A_CHAIN);
  const inputs = makeInputs(chains, draftOf);
  const held = process.resourceUsage().maxRSS * 1024;
  const used = process.cpuUsage();
  const start = process.hrtime.bigint();
  const analysis = conclude(inputs, DEFAULT_SETTINGS);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(used);
  const peak = process.resourceUsage().maxRSS * 1024;
  if (analysis.chains.length !== chains)
    throw new Error(`${analysis.chains.length} chains instead of ${chains}`);
  const { events } = analysis.totals;
  if (events !== chains * EVENTS_A_CHAIN)
    throw new Error(`${events} events instead of ${chains * EVENTS_A_CHAIN}`);
  const findings = analysis.findings.length;
  return { events, chains, findings, seconds, processor: (user + system) / 1e6, peak, held };
}

/** @param {number} chains @param {(content: object, rest: object) => object} draftOf */
function makeInputs(chains, draftOf) {
  /** @type {(() => object)[][]} */
  const records = Array.from({ length: INPUTS }, () => []);
  let random = 0x2545f491;
  const next = () => {
    random = Math.imul(random ^ (random >>> 15), 0x2c1b3c6d) + 0x297a2d39;
    return (random >>> 0) / 2 ** 32;
  };
  const make = [awsChain, azureChain, gcpChain];
  for (let chain = 0; chain < chains; chain++) {
    const begin = START + Math.floor(next() * DAYS * 86_400) * 1000;
    const events = make[chain % 3]?.(chain, chain % 20 === 0) ?? [];
    events.forEach((event, step) => {
      const input = Math.floor(next() * INPUTS);
      records[input]?.push(() => draftOf(...recordOf(event, chain, step, begin + step * 60_000, input)));
    });
  }
  // Made file by file, as a reader does: what stands in one file lies together in memory, what is of one chain does not.
  return records.map((list, index) => ({
    summary: summaryOf(index, list.length),
    drafts: list.map((make) => make()),
    hours: HOURS,
  }));
}

const summaryOf = (/** @type {number} */ index, /** @type {number} */ records) => ({
  uri: uris[index],
  container: 'plain',
  format: 'mixed',
  clouds: ['aws', 'azure', 'gcp'],
  bytes: 0,
  sha256: '',
  records,
  events: 0,
  duplicates: 0,
  skipped: [],
  error: null,
});

const uris = Array.from({ length: INPUTS }, (_, index) => `file:///logs/${index}.json`);

/** People; each has a hundred chains. */
const actors = new Map();
function actorOf(/** @type {string} */ cloud, /** @type {number} */ chain) {
  const number = Math.floor(chain / 300);
  const key = `${cloud} ${number}`;
  if (!actors.has(key))
    actors.set(key, {
      id: cloud === 'aws' ? `arn:aws:iam::111122223333:user/user-${number}` : `user-${number}@example.com`,
      name: `user-${number}`,
      account: cloud === 'aws' ? '111122223333' : null,
      type: 'user',
      service: false,
      invokedBy: null,
      aliases: [],
    });
  return actors.get(key);
}

/**
 * @typedef {{ cloud: string, service: string, operation: string, action: string, component: string | null,
 *   resources: object[], sharedWith?: string[], accessAfter?: string[], revokedFrom?: string[], standsAlone?: boolean }} Step
 */

/**
 * What the reader knows of a record: the event and the rest of its draft.
 * @param {Step} step @param {number} chain @param {number} index @param {number} time @param {number} input @returns {[object, object]}
 */
function recordOf(step, chain, index, time, input) {
  const { standsAlone = true, sharedWith = NOBODY, revokedFrom = NOBODY, ...rest } = step;
  const record = chain * EVENTS_A_CHAIN + index;
  return [
    {
      cloud: rest.cloud,
      time: new Date(time).toISOString(),
      service: rest.service,
      operation: rest.operation,
      action: rest.action,
      component: rest.component,
      techniques: TECHNIQUES,
      outcome: 'success',
      errorCode: null,
      actor: actorOf(rest.cloud, chain),
      account: ACCOUNTS[rest.cloud],
      region: 'eu-west-1',
      sourceIp: '198.51.100.7',
      userAgent: 'aws-cli/2.15.0',
      vpcEndpoint: null,
      network: null,
      encryptionKeys: NOBODY,
      encrypted: null,
      notes: [],
      resources: rest.resources,
      sharedWith,
      revokedFrom,
      ...(rest.accessAfter === undefined ? {} : { accessAfter: rest.accessAfter }),
    },
    {
      standsAlone,
      identity: `00000000-0000-4000-8000-${String(record).padStart(12, '0')}`,
      act: null,
      location: {
        uri: uris[input],
        record,
        offset: record * 1000,
        length: 1000,
        line: 1,
        column: 1,
        width: 14,
      },
    },
  ];
}

const TECHNIQUES = ['T1578.001'];
/** @type {string[]} */
const NOBODY = [];
/** @type {Record<string, string>} */
const ACCOUNTS = {
  aws: '111122223333',
  azure: '00000000-0000-0000-0000-0000000000aa',
  gcp: 'project-one',
};

/** Of each account: there is a record in every hour. */
const HOURS = Object.entries(ACCOUNTS).map(([cloud, account]) => ({
  cloud,
  account,
  stretches: Int32Array.of(START / 3_600_000, START / 3_600_000 + DAYS * 24),
  isWhole: true,
}));

const to = (/** @type {string} */ role, /** @type {string} */ kind, /** @type {string} */ id) => ({
  role,
  kind,
  id,
});

/** @param {number} chain @param {boolean} isLoud @returns {Step[]} */
function awsChain(chain, isLoud) {
  const id = chain.toString(16).padStart(17, '0');
  const ec2 = (
    /** @type {string} */ operation,
    /** @type {string} */ action,
    /** @type {object[]} */ resources,
    more = {},
  ) => ({
    cloud: 'aws',
    service: 'ec2.amazonaws.com',
    operation,
    action,
    component: null,
    resources,
    ...more,
  });
  const [snapshot, copy, image, volume] = [`snap-${id}`, `snap-f${id}`, `ami-${id}`, `vol-${id}`];
  const people = ['444455556666'];
  return [
    ec2('CreateSnapshot', 'create', [
      to('subject', 'snapshot', snapshot),
      to('source', 'volume', `vol-f${id}`),
    ]),
    ec2('CreateTags', 'modify', [to('subject', 'snapshot', snapshot)]),
    ec2('CopySnapshot', 'copy', [to('source', 'snapshot', snapshot), to('subject', 'snapshot', copy)]),
    isLoud
      ? ec2('ModifySnapshotAttribute', 'share', [to('subject', 'snapshot', copy)], { sharedWith: people })
      : ec2('CreateTags', 'modify', [to('subject', 'snapshot', copy)]),
    ec2('RegisterImage', 'use', [to('source', 'snapshot', copy), to('result', 'image', image)]),
    ec2('CreateVolume', 'restore', [to('source', 'snapshot', snapshot), to('result', 'volume', volume)]),
    ec2('AttachVolume', 'use', [to('subject', 'volume', volume), to('target', 'instance', `i-${id}`)], {
      standsAlone: false,
    }),
    isLoud
      ? ec2('ModifySnapshotAttribute', 'unshare', [to('subject', 'snapshot', copy)], {
          sharedWith: people,
          revokedFrom: people,
        })
      : ec2('CreateTags', 'modify', [to('subject', 'image', image)]),
    ec2('DeleteSnapshot', 'delete', [to('subject', 'snapshot', copy)]),
    ec2('DeleteSnapshot', 'delete', [to('subject', 'snapshot', snapshot)]),
  ];
}

/** @param {number} chain @param {boolean} isLoud @returns {Step[]} */
function azureChain(chain, isLoud) {
  const group = `/subscriptions/${ACCOUNTS['azure']}/resourceGroups/rg-one/providers/Microsoft.Compute`;
  const compute = (
    /** @type {string} */ operation,
    /** @type {string} */ action,
    /** @type {object[]} */ resources,
  ) => ({
    cloud: 'azure',
    service: 'Microsoft.Compute',
    operation: `Microsoft.Compute/${operation}`,
    action,
    component: null,
    resources,
  });
  /** @param {string} type @returns {[string, string]} */
  const sas = (type) => (isLoud ? [`${type}/beginGetAccess/action`, 'export'] : [`${type}/write`, 'modify']);
  const snapshot = `${group}/snapshots/s-${chain}`;
  const disk = `${group}/disks/d-${chain}`;
  return [
    compute('snapshots/write', 'create', [
      to('subject', 'snapshot', snapshot),
      to('source', 'volume', `${group}/disks/data-${chain}`),
    ]),
    ...Array.from({ length: 3 }, () => compute(...sas('snapshots'), [to('subject', 'snapshot', snapshot)])),
    compute('disks/write', 'restore', [to('source', 'snapshot', snapshot), to('result', 'volume', disk)]),
    ...Array.from({ length: 4 }, () =>
      compute(...sas('disks'), [to('subject', 'volume', disk.toUpperCase())]),
    ),
    compute('snapshots/delete', 'delete', [to('subject', 'snapshot', snapshot.toLowerCase())]),
  ];
}

/** @param {number} chain @param {boolean} isLoud @returns {Step[]} */
function gcpChain(chain, isLoud) {
  const compute = (
    /** @type {string} */ operation,
    /** @type {string} */ action,
    /** @type {object[]} */ resources,
    more = {},
  ) => ({
    cloud: 'gcp',
    service: 'compute.googleapis.com',
    operation: `compute.${operation}`,
    action,
    component: null,
    resources,
    ...more,
  });
  const snapshot = `projects/project-one/global/snapshots/s-${chain}`;
  const image = `projects/project-one/global/images/i-${chain}`;
  const disk = (/** @type {string} */ name) =>
    `projects/project-one/zones/europe-west1-b/disks/${name}-${chain}`;
  const policy = (/** @type {string[]} */ members) => ({ sharedWith: members, accessAfter: members });
  return [
    compute('disks.createSnapshot', 'create', [
      to('subject', 'snapshot', snapshot),
      to('source', 'volume', disk('data')),
    ]),
    compute('snapshots.setLabels', 'modify', [to('subject', 'snapshot', snapshot)]),
    isLoud
      ? compute(
          'snapshots.setIamPolicy',
          'share',
          [to('subject', 'snapshot', snapshot)],
          policy(['user:m@example.com']),
        )
      : compute('snapshots.setLabels', 'modify', [to('subject', 'snapshot', snapshot)]),
    compute('images.insert', 'use', [to('source', 'snapshot', snapshot), to('result', 'image', image)]),
    ...['a', 'b', 'c'].map((name) =>
      compute('disks.insert', 'restore', [
        to('source', 'snapshot', snapshot),
        to('result', 'volume', disk(name)),
      ]),
    ),
    compute('images.delete', 'delete', [to('subject', 'image', image)]),
    isLoud
      ? compute('snapshots.setIamPolicy', 'unshare', [to('subject', 'snapshot', snapshot)], policy([]))
      : compute('snapshots.setLabels', 'modify', [to('subject', 'image', image)]),
    compute('snapshots.delete', 'delete', [to('subject', 'snapshot', snapshot)]),
  ];
}

if (process.argv[1] === self) {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: SIZES.join() },
      profile: { type: 'string' },
      run: { type: 'string' },
    },
  });
  if (values.run === undefined) await measureChains(values.sizes.split(',').map(Number), values.profile);
  else process.stdout.write(JSON.stringify(await measureOne(Number(values.run))));
}

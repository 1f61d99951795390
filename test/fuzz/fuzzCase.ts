import { strict as assert } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { indexAnalysis } from '../../src/core/analysis/analysisIndex.js';
import { layOutInput } from '../../src/core/analysis/layOutInput.js';
import { fileOf } from '../../src/core/formats/byteStream.js';
import { sniff } from '../../src/core/formats/sniff.js';
import type { Analysis } from '../../src/core/model.js';
import { jsonReport } from '../../src/core/reports/jsonReport.js';
import { textReport } from '../../src/core/reports/textReport.js';
import { DEFAULT_SETTINGS } from '../../src/core/settings.js';
import { buildTimeline } from '../../src/core/timeline/buildTimeline.js';
import { nodePlatform } from '../../src/entry/nodePlatform.js';
import { unpackersNode } from '../../src/entry/unpackers.node.js';
import { checkAccount, punctuationOrFields, scan } from '../support/accounting.js';
import { analyzerOfBytes } from '../support/analyse.js';
import { azureHub, azureRest, azureSdk, copyOf, diskId, snapshotId } from '../support/azureActivity.js';
import * as aws from '../support/cloudTrail.js';
import { CONTROLS } from '../support/controls.js';
import { disk, gcpPair, image, instance, link, snapshot } from '../support/gcpAudit.js';
import { collect, inPieces } from '../support/streams.js';

/** A small generator of numbers, so that a seed names a case for good (mulberry32). */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  one<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

const time = (dice: Dice) =>
  `10:${String(dice.below(60)).padStart(2, '0')}:${String(dice.below(60)).padStart(2, '0')}`;
const snap = (dice: Dice) => `snap-0${dice.below(4)}`;
const volume = (dice: Dice) => `vol-0${dice.below(4)}`;
const anybody = (dice: Dice) =>
  dice.one([{ userId: aws.STRANGER }, { userId: aws.OWNER }, { group: 'all' }, { userId: aws.PARTNER }]);

const MAKERS: readonly ((dice: Dice) => readonly aws.Json[])[] = [
  (dice) => [aws.createSnapshot(snap(dice), volume(dice), time(dice))],
  (dice) => [aws.share(snap(dice), anybody(dice), time(dice))],
  (dice) => [aws.unshare(snap(dice), anybody(dice), time(dice))],
  (dice) => [aws.deleteSnapshot(snap(dice), time(dice))],
  (dice) => [aws.createVolume(volume(dice), snap(dice), time(dice))],
  (dice) => [aws.attachVolume(volume(dice), 'i-0a', time(dice))],
  (dice) => [aws.copySnapshot(snap(dice), snap(dice), time(dice))],
  (dice) => [aws.registerImage(`ami-0${dice.below(3)}`, [snap(dice), snap(dice)], time(dice))],
  (dice) => [aws.runInstances('i-0b', `ami-0${dice.below(3)}`, time(dice))],
  (dice) => [
    aws.sharedUse('SharedSnapshotVolumeCreated', snap(dice), dice.one([aws.STRANGER, aws.OWNER]), time(dice)),
  ],
  (dice) => [aws.denied(aws.deleteSnapshot(snap(dice), time(dice)))],
  (dice) => [aws.ec2('UnlockSnapshot', time(dice), { UnlockSnapshotRequest: { SnapshotId: snap(dice) } })],
  (dice) => [aws.ec2('DisableSnapshotBlockPublicAccess', time(dice), {})],
  (dice) => [
    aws.ec2('GetSnapshotBlock', time(dice), { snapshotId: snap(dice) }, null, {
      eventSource: 'ebs.amazonaws.com',
    }),
  ],
  (dice) => Array.from({ length: 12 }, () => aws.ec2('DescribeSnapshots', time(dice), {})),
  (dice) => [
    aws.ec2(
      'CopySnapshot',
      time(dice),
      {
        sourceSnapshotId: snap(dice),
        kmsKeyId: dice.one([`arn:aws:kms:eu-west-1:${aws.STRANGER}:key/k`, 'arn:', 'alias/a', '']),
      },
      { snapshotId: snap(dice) },
      { userIdentity: aws.user(dice.one(['mallory', 'eve'])) },
    ),
  ],
  (dice) => [aws.lookupRow(aws.deleteSnapshot(snap(dice), time(dice)))],
  (dice) => [
    aws.rds('CreateDBSnapshot', time(dice), {
      dBSnapshotIdentifier: 'nightly',
      dBInstanceIdentifier: 'orders',
    }),
  ],
  (dice) => {
    const operation = dice.one([
      'snapshots/write',
      'disks/write',
      'snapshots/delete',
      'snapshots/beginGetAccess/action',
    ]);
    const record = {
      operation: `Microsoft.Compute/${operation}`,
      resourceId: operation.startsWith('disks') ? diskId('d') : snapshotId('s'),
      correlationId: `c-${dice.below(3)}`,
    };
    const body = dice.one([copyOf(diskId('d')), copyOf(snapshotId('s'))]);
    const producer = dice.one([azureRest, azureHub, azureSdk]);
    return (['Started', 'Accepted', 'Succeeded'] as const).map((status) =>
      producer({ ...record, status, time: time(dice), ...(status === 'Started' ? {} : { body }) }),
    );
  },
  (dice) =>
    gcpPair({
      method: 'v1.compute.disks.createSnapshot',
      resourceName: disk('d'),
      time: time(dice),
      request: { name: 's' },
      checked: [['compute.snapshots.create', snapshot('s')]],
    }),
  (dice) =>
    gcpPair({
      method: 'beta.compute.images.insert',
      resourceName: image('i'),
      time: time(dice),
      request: { sourceSnapshot: link(snapshot('s')) },
    }),
  (dice) =>
    gcpPair({
      method: 'v1.compute.instances.insert',
      resourceName: instance('vm'),
      time: time(dice),
      request: { disks: [{ initializeParams: { sourceImage: link(image('i')) } }] },
    }),
  (dice) =>
    gcpPair({
      method: 'v1.compute.snapshots.setIamPolicy',
      resourceName: snapshot('s'),
      time: time(dice),
      request: { policy: { bindings: [{ role: 'r', members: ['allUsers'] }] } },
    }),
];

const ODD: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  1e21,
  true,
  [],
  {},
  [[]],
  [null],
  { items: null },
  { items: [{}] },
  '...',
  '{"a":',
  '{}',
  'snap-00',
  '\u001b[2J',
  '\u202e\n',
  '__proto__',
  'x'.repeat(300),
  { tag: 1, content: 'snap-01' },
  '2024-13-45T99:99:99Z',
  '9999-12-31T23:59:59Z',
];

/** Puts something odd somewhere into a record. */
function distort(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice.below(6) === 0) return dice.one(ODD);
  const entries = Object.entries(value);
  if (entries.length === 0) return dice.one(ODD);
  const index = dice.below(entries.length);
  const [key, inner] = entries[index] as [string, unknown];
  switch (dice.below(5)) {
    case 0:
      entries.splice(index, 1);
      break;
    case 1:
      entries[index] = [dice.one([key.toUpperCase(), '__proto__', `${key}x`, 'items']), inner];
      break;
    default:
      entries[index] = [key, distort(inner, dice)];
  }
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

const PIECES = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '\r',
  '\0',
  '\ufeff',
  '{"eventVersion"',
  '{"Records":[',
  '}]',
  'null',
  '\ud83d\ude00',
  '"eventName":"CreateSnapshot",',
];

/** Breaks bytes: cut, lost, doubled, overwritten, or with something in them that is too much. */
function breakBytes(bytes: Buffer, dice: Dice): Buffer {
  const at = dice.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + dice.below(dice.one([2, 20, 2000])));
  switch (dice.below(6)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(dice.one(PIECES).repeat(1 + dice.below(3))),
        bytes.subarray(at),
      ]);
    case 4: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = dice.below(256);
      return flipped;
    }
    default:
      return bytes;
  }
}

function layOut(records: readonly unknown[], dice: Dice): Buffer {
  const eol = dice.one(['\n', '\r\n', '\r']);
  const write = (value: unknown, indent: number) =>
    (JSON.stringify(value, null, indent) ?? 'null').replaceAll('\n', eol);
  const indent = dice.one([0, 0, 2]);
  const text = dice.one([
    () => write({ Records: records }, indent),
    () => write({ count: records.length, value: records, nextLink: null }, indent),
    () => write(records, indent),
    () => records.map((record) => write(record, 0)).join(eol),
    () => records.map((record) => write(record, indent)).join(dice.one(['', ' ', eol])),
  ])();
  return Buffer.from((dice.below(8) === 0 ? '\ufeff' : '') + text);
}

export interface Told {
  readonly bytes: number;
  readonly records: number;
  readonly events: number;
  readonly skipped: number;
  readonly chains: number;
  readonly findings: number;
}

/** Builds the case that `seed` names and checks all that must hold. @throws AssertionError */
export async function fuzzCase(seed: number): Promise<Told> {
  const dice = new Dice(seed);
  const inputs = new Map<string, Buffer>();
  for (let file = 0; file <= dice.below(3); file++) {
    const records: unknown[] = [];
    while (records.length < 1 + dice.below(6)) records.push(...dice.one(MAKERS)(dice));
    for (let times = dice.below(3); times > 0; times--) {
      const index = dice.below(records.length);
      records[index] = distort(records[index], dice);
    }
    if (dice.below(4) === 0) records.push(records[0]);
    let bytes = layOut(records, dice);
    for (let times = dice.below(4); times > 0; times--) bytes = breakBytes(bytes, dice);
    if (dice.below(10) === 0) {
      bytes = gzipSync(bytes);
      if (dice.below(2) === 0) bytes = breakBytes(bytes, dice);
    }
    inputs.set(`file:///${file}.json`, bytes);
  }

  const analysis = await analyse([...inputs]);
  checkAnalysis(analysis);
  for (const [uri, bytes] of inputs) await checkInput(uri, bytes, analysis);
  const backwards = await analyse([...inputs].reverse());
  assert.deepEqual(backwards, analysis, 'the order of inputs changes the result');
  return { ...analysis.totals, bytes: analysis.inputs.reduce((total, input) => total + input.bytes, 0) };
}

async function analyse(inputs: readonly (readonly [string, Buffer])[]): Promise<Analysis> {
  const analyzer = analyzerOfBytes();
  for (const [uri, bytes] of inputs) await analyzer.readInput({ uri, bytes });
  return analyzer.conclude(DEFAULT_SETTINGS);
}

async function checkInput(uri: string, stored: Buffer, analysis: Analysis): Promise<void> {
  sniff(stored.subarray(0, 1000));
  const { bytes } = isGzip(stored)
    ? await collect(unpackersNode.gunzip(inPieces(stored)))
    : { bytes: stored };
  const told = scan(bytes);
  checkAccount(bytes, told.all, punctuationOrFields);
  assert.deepEqual(scan(bytes, { kernel: true }), told, 'the kernel finds the same');
  assert.deepEqual(scan(bytes, { kernel: true, piece: 997 }), told, 'pieces give the same');

  const input = analysis.inputs.find((one) => one.uri === uri);
  assert.ok(input);
  assert.equal(input.bytes, bytes.length);
  if (input.records > 0) checkAccount(bytes, input.skipped, () => true);
  assert.ok(input.records > 0 || input.error !== null, 'an input without records says why');

  const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes);
  const lines = text.split(/\r\n|\r|\n/);
  const whole = Buffer.from(text).equals(Buffer.from(bytes[0] === 0xef ? bytes.subarray(3) : bytes));
  for (const event of analysis.events) {
    for (const location of event.locations.filter((one) => one.uri === uri)) {
      const { offset, length, record, line, column, width } = location;
      assert.ok(record < input.records && offset + length <= bytes.length);
      JSON.parse(new TextDecoder().decode(bytes.subarray(offset, offset + length)));
      // Positions are those of the editor, which sees replacement characters where bytes are no UTF-8.
      if (!whole) continue;
      const shown = lines[line - 1]?.slice(column - 1, column - 1 + width) ?? '';
      const operation = event.operation.split('.').at(-1)?.toLowerCase() ?? '';
      if (width > 1)
        assert.ok(
          shown.replaceAll('\\', '').toLowerCase().endsWith(operation),
          `${shown} is not ${event.operation}`,
        );
    }
  }
  const laidOut = await layOutInput({ uri, file: fileOf(stored) }, nodePlatform);
  assert.ok(laidOut.marks.every(({ record }) => record < input.records));
}

function checkAnalysis(analysis: Analysis): void {
  const { totals, inputs, events, chains, findings } = analysis;
  assert.deepEqual(JSON.parse(JSON.stringify(jsonReport(analysis, '0'))).events, events, 'plain data');
  assert.equal(
    totals.records,
    inputs.reduce((total, input) => total + input.records, 0),
  );
  assert.equal(
    totals.duplicates,
    inputs.reduce((total, input) => total + input.duplicates, 0),
  );
  assert.deepEqual(
    [totals.events, totals.chains, totals.findings],
    [events.length, chains.length, findings.length],
  );

  const key = (item: { time: string | null; id: string }) => `${item.time ?? '9999'} ${item.id}`;
  for (const list of [events, chains, findings]) {
    const seen = new Set<string>();
    for (const item of list) {
      assert.ok(
        !seen.has(item.id),
        `one id twice: ${JSON.stringify(
          list.filter(({ id }) => id === item.id),
          null,
          1,
        )}`,
      );
      seen.add(item.id);
    }
  }
  assert.deepEqual(events.map(key), events.map(key).sort(), 'events are in order');
  const known = new Map(events.map((event) => [event.id, event]));
  for (const chain of chains) {
    assert.ok(chain.events.length > 0 && chain.members.length > 0);
    assert.deepEqual(
      chain.actions,
      chain.events.map((id) => known.get(id)?.action),
    );
    assert.deepEqual(
      chain.members[0] && { kind: chain.members[0].kind, id: chain.members[0].id },
      chain.root,
    );
    assert.deepEqual(
      [...chain.events].sort((a, b) => (key(known.get(a) as never) < key(known.get(b) as never) ? -1 : 1)),
      chain.events,
    );
    for (const id of chain.findings) assert.ok(findings.some((finding) => finding.id === id));
  }
  for (const { events: based, chain, message } of findings) {
    assert.ok(based.length > 0 && based.every((id) => known.has(id)) && message !== '');
    assert.ok(chain === null || chains.some(({ id }) => id === chain));
  }
  assert.doesNotMatch(textReport(analysis), CONTROLS);
  buildTimeline(indexAnalysis(analysis), ({ operation }) => operation as never);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

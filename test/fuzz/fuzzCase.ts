import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { Analyzer } from '../../src/core/analysis/analyzer.js';
import type { ReadInput } from '../../src/core/analysis/conclude.js';
import { readInput } from '../../src/core/analysis/readInput.js';
import { fileOf } from '../../src/core/formats/byteStream.js';
import { membersOf } from '../../src/core/formats/containers/members.js';
import type { Analysis } from '../../src/core/model.js';
import { DEFAULT_SETTINGS } from '../../src/core/settings.js';
import { nodePlatform } from '../../src/entry/nodePlatform.js';
import { webPlatform } from '../../src/entry/webPlatform.js';
import { restartNumbering } from '../support/numbering.js';
import { collect } from '../support/streams.js';
import { checkAnalysis } from './checkAnalysis.js';
import { checkText } from './checkText.js';
import { Dice } from './dice.js';
import { someText } from './texts.js';
import { isText, type Wrapped, wrapped } from './wrapping.js';

export interface Told {
  readonly bytes: number;
  readonly inputs: number;
  readonly records: number;
  readonly events: number;
  readonly skipped: number;
  readonly chains: number;
  readonly findings: number;
}

/** Builds the case that `seed` names and checks all that must hold. @throws AssertionError */
export async function fuzzCase(seed: number): Promise<Told> {
  const dice = new Dice(seed);
  restartNumbering();
  const read = new Map<string, readonly ReadInput[]>();
  let bytes = 0;
  for (let left = 1 + dice.below(dice.one([1, 1, 1, 3])), file = 0; left > 0; left--, file++) {
    const uri = `file:///${file}.json`;
    const made = someFile(dice);
    bytes += made.bytes.length;
    read.set(uri, await checkFile(uri, made, dice));
  }
  const analysis = await analysisOf([...read]);
  checkAnalysis(analysis);
  if (dice.oneIn(10)) {
    assert.deepEqual(
      await analysisOf([...read].reverse()),
      analysis,
      'the order of inputs changes the result',
    );
  }
  return { ...analysis.totals, bytes };
}

function someFile(dice: Dice): Wrapped {
  if (dice.oneIn(4)) {
    const contents = Array.from({ length: 1 + dice.below(dice.one([1, 3])) }, () => someText(dice));
    return wrapped(contents, dice);
  }
  const text = someText(dice);
  return { bytes: text, contents: [text], isSound: isText(text), layers: [] };
}

async function analysisOf(read: readonly (readonly [string, readonly ReadInput[]])[]): Promise<Analysis> {
  const files = new Map(read);
  const analyzer = new Analyzer<{ readonly uri: string }>(async ({ uri }) => ({
    kind: 'read',
    inputs: files.get(uri) ?? [],
  }));
  for (const [uri] of read) await analyzer.readInput({ uri });
  return analyzer.conclude(DEFAULT_SETTINGS);
}

async function checkFile(uri: string, made: Wrapped, dice: Dice): Promise<readonly ReadInput[]> {
  const file = fileOf(made.bytes);
  const inputs = await readInput({ uri, file }, nodePlatform);
  const sha256 = createHash('sha256').update(made.bytes).digest('hex');
  assert.ok(inputs.length > 0);
  for (const { summary } of inputs) {
    assert.equal(summary.sha256, sha256);
    assert.ok(summary.records > 0 || summary.error !== null, 'an input without records says why');
  }
  // What is wrong with an archive itself is told under its own name, each thing for itself.
  const named = inputs.filter(({ summary }) => summary.bytes > 0);
  assert.equal(new Set(named.map(({ summary }) => summary.uri)).size, named.length, 'a name twice');
  await checkMembers(made, inputs, dice);
  if (made.layers.length > 0 || dice.oneIn(10)) {
    checkSame(await readInput({ uri, file }, webPlatform), inputs, made);
  }
  return inputs;
}

const isWhole = (inputs: readonly ReadInput[]) => inputs.every(({ summary }) => summary.error === null);
const isWholeText = (inputs: readonly ReadInput[]) =>
  inputs.every(({ summary }) => summary.error === null && summary.skipped.length === 0);

/**
 * What is damaged is told on every platform; what is not, is read alike. The web does not see a byte too many before
 * the trailer of a gzip: nothing is lost then, and the checksum is right.
 */
function checkSame(web: readonly ReadInput[], node: readonly ReadInput[], { contents }: Wrapped): void {
  if (isWhole(web) && isWhole(node)) {
    assert.deepEqual(web, node, 'platforms differ');
  } else if (isWhole(web)) {
    const came = web.reduce((total, { summary }) => total + summary.bytes, 0);
    const packed = contents.reduce((total, { length }) => total + length, 0);
    assert.equal(came, packed, 'only one platform sees that something is lost');
  } else assert.ok(!isWhole(node), 'only the web sees damage');
}

/** What comes out of a file is what was packed into it, or else something is told. */
async function checkMembers(made: Wrapped, inputs: readonly ReadInput[], dice: Dice): Promise<void> {
  const contents: Buffer[] = [];
  let index = 0;
  let told = false;
  for await (const { bytes, error, path } of membersOf(fileOf(made.bytes), nodePlatform.unpackers)) {
    const content = await collect(bytes);
    const input = inputs[index++];
    assert.ok(input !== undefined);
    assert.ok(content.largest <= 1024 * 1024);
    contents.push(content.bytes);
    told ||= error !== null || content.damage !== null;
    if (error !== null) assert.deepEqual([input.summary.error, content.bytes.length], [error, 0]);
    else if (content.damage === null) await checkText(content.bytes, input, dice);
    else assert.ok(input.summary.error?.includes(content.damage), `${path}: ${content.damage} is not told`);
  }
  assert.ok(index === inputs.length || (index === 0 && inputs.length === 1));
  if (made.isSound) assert.equal(told, false, 'damage where there is none');
  // A tar has no checksum of what it holds, and of text nobody can tell what it was.
  const hasChecksum = made.layers.some((layer) => layer !== 'tar');
  if (!made.isSound && (told || !hasChecksum || !isWholeText(inputs))) return;
  const filled = (all: readonly Buffer[]) => all.filter(({ length }) => length > 0).map(String);
  assert.deepEqual(filled(contents), filled(made.contents), 'lost without a word');
}

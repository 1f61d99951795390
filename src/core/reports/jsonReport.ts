import type { SavedBaseline } from '../baseline/saveBaseline.js';
import type { Analysis } from '../model.js';

/** Raised when a name of the report changes its meaning or goes; see `report.schema.json` beside this file. */
const SCHEMA_VERSION = 1;

export interface JsonReport extends Omit<Analysis, 'attackVersion'> {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly tool: {
    readonly name: 'snapshot-trail';
    readonly version: string;
    readonly attackVersion: string;
  };
}

/** The analysis as it is published: the contract's JSON report. */
export function jsonReport(analysis: Analysis, version: string): JsonReport {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'snapshot-trail', version, attackVersion: analysis.attackVersion },
    totals: analysis.totals,
    inputs: analysis.inputs,
    events: analysis.events,
    chains: analysis.chains,
    findings: analysis.findings,
    notLogged: analysis.notLogged,
    ...(analysis.baselines === undefined ? {} : { baselines: analysis.baselines }),
  };
}

/** So much text is handed on at once. */
const PIECE_CHARACTERS = 256 * 1024;

/**
 * A report as indented JSON in which control characters and those that are not seen, or turn the direction
 * of writing, are escapes: it may be looked at in a terminal. In pieces, for the whole may be longer than a text can be;
 * joined they are what `JSON.stringify` gives with an indent of two.
 */
export function* plainJson(report: JsonReport | SavedBaseline): Generator<string, void, undefined> {
  let piece = '';
  for (const text of jsonTexts(report)) {
    piece += text;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield visible(piece);
    piece = '';
  }
  yield visible(piece);
}

/** The texts of an object, each element of its lists one by one. */
function* jsonTexts(value: object): Generator<string, void, undefined> {
  let before = '{';
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    if (Array.isArray(member) && member.length > 0)
      yield* listTexts(`${before}\n  ${JSON.stringify(key)}: [`, member);
    // What is between the braces.
    else yield before + JSON.stringify({ [key]: member }, null, 2).slice(1, -2);
    before = ',';
  }
  yield before === '{' ? '{}' : '\n}';
}

function* listTexts(begin: string, list: readonly unknown[]): Generator<string, void, undefined> {
  let before = begin;
  for (const element of list) {
    yield before + inList(element);
    before = ',';
  }
  yield '\n  ]';
}

/** What stands around a list within a list. */
const [BEGIN, END] = ['[\n  [', '\n  ]\n]'];

/** An element as it stands in a list of an object: laid out there, so that its lines need not be moved. */
function inList(element: unknown): string {
  return JSON.stringify([[element]], null, 2).slice(BEGIN.length, -END.length);
}

/** Most of a report is plain ASCII, which is soon seen. */
const OUTSIDE_ASCII = /[^\n\x20-\x7e]/;

function visible(text: string): string {
  if (!OUTSIDE_ASCII.test(text)) return text;
  return text.replace(/[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

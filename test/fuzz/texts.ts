import { stringify } from 'yaml';
import { isLogHeader } from '../../src/core/formats/texts/csvExports.js';
import { FIXTURES } from '../pure/formats/shapes/fixtures.js';
import { type Codec, writeParquet } from '../support/parquet.js';
import { breakBytes } from './breaking.js';
import { columnsOf, storedRow } from './columns.js';
import type { Dice } from './dice.js';
import { distort, someRecords } from './records.js';

const TABLES = FIXTURES.filter(({ record }) => isLogHeader(Object.keys(record)));

/** Records laid out as some program writes them. */
const LAYOUTS: readonly ((dice: Dice) => string)[] = [asJson, asJson, asJson, asJson, asCsv, asCsv, asYaml];

/** What a file holds before anything wraps it: a log of some kind in some encoding, broken in up to four places. */
export function someText(dice: Dice): Buffer {
  if (dice.oneIn(15)) return broken(asParquet(dice), dice.below(3), dice);
  const text = broken(Buffer.from(dice.one(LAYOUTS)(dice)), dice.below(4), dice);
  return broken(encoded(text, dice), dice.oneIn(5) ? 1 : 0, dice);
}

function broken(bytes: Buffer, times: number, dice: Dice): Buffer {
  let result = bytes;
  for (let left = times; left > 0; left--) result = breakBytes(result, dice);
  return result;
}

function encoded(text: Buffer, dice: Dice): Buffer {
  const mark = dice.oneIn(2) ? '\ufeff' : '';
  if (!dice.oneIn(6)) return mark !== '' && dice.oneIn(4) ? Buffer.concat([Buffer.from(mark), text]) : text;
  const units = Buffer.from(mark + text.toString(), 'utf16le');
  return dice.oneIn(2) ? units : units.swap16();
}

function asJson(dice: Dice): string {
  const records = someRecords(dice);
  const eol = dice.one(['\n', '\r\n', '\r']);
  const indent = dice.one([0, 0, 2]);
  const ascii = dice.oneIn(4);
  const write = (value: unknown, indented = indent) => {
    const json = (JSON.stringify(value, null, indented) ?? 'null').replaceAll('\n', eol);
    return ascii ? escaped(json) : json;
  };
  return dice.one([
    () => write({ Records: records }),
    () => write({ count: records.length, value: records, nextLink: null }),
    () => write({ meta: { list: [{ a: 1 }] }, records }),
    () => `${write({ Events: records })}${eol}${write({ Records: records })}`,
    () => write(records),
    () => write([{ data: { Records: records } }]),
    () => records.map((record) => write(record, 0)).join(eol),
    () => records.map((record) => write(record)).join(dice.one(['', ' ', eol, `,${eol}`])),
  ])();
}

/** As some writers do: everything beyond ASCII, and slashes. */
function escaped(json: string): string {
  return json.replaceAll('/', '\\/').replace(/[^\p{ASCII}]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

function asCsv(dice: Dice): string {
  const { record } = dice.one(TABLES);
  const header = Object.keys(record);
  const rows = Array.from({ length: 1 + dice.below(5) }, () => {
    const row = dice.oneIn(3) ? distort(record, dice) : record;
    return typeof row === 'object' && row !== null ? header.map((name) => Reflect.get(row, name)) : [row];
  });
  const delimiter = dice.one([',', ',', ';', '\t']);
  const eol = dice.one(['\n', '\r\n', '\r']);
  const quoteAll = dice.oneIn(2);
  const cell = (value: unknown) => {
    const text = typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);
    return quoteAll || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [header, ...rows, ...(dice.oneIn(8) ? [header, ...rows] : [])];
  const text = lines.map((cells) => cells.map(cell).join(delimiter) + eol).join('');
  return dice.oneIn(6) ? `sep=${delimiter}${eol}${text}` : text;
}

function asYaml(dice: Dice): string {
  const records = someRecords(dice);
  const blocks = records.map((record) =>
    stringify(record, { lineWidth: dice.one([0, 80]), aliasDuplicateObjects: dice.oneIn(4) }).replace(
      /\n+$/,
      '',
    ),
  );
  const items = () => blocks.map((block) => `- ${block.replaceAll('\n', '\n  ')}\n`).join('');
  const text = dice.one([
    () => blocks.map((block) => `---\n${block}\n`).join(''),
    () => `${blocks.join('\n---\n')}\n...\n`,
    items,
    () => `${dice.one(['Events', 'value', 'entries'])}:\n${items()}`,
  ])();
  return text.replaceAll('\n', dice.one(['\n', '\n', '\r\n', '\r']));
}

function asParquet(dice: Dice): Buffer {
  const { record } = dice.oneIn(2) ? dice.one(TABLES) : dice.one(FIXTURES);
  const rows = Array.from({ length: 1 + dice.below(4) }, () => {
    const row = dice.oneIn(3) ? distort(record, dice) : record;
    return typeof row === 'object' && row !== null && !Array.isArray(row) ? { ...row } : { row };
  });
  const columns = columnsOf(rows);
  const stored = rows.map((row) => storedRow(columns, row));
  return Buffer.from(
    writeParquet(columns, stored, {
      codec: dice.one<Codec>(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD']),
      dictionary: dice.oneIn(2),
      groupRows: 1 + dice.below(3),
    }),
  );
}

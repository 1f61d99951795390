import { COMMA, CR, LF, TAB } from '../jsonBytes.js';
import { isLogHeader } from './csvExports.js';
import { cellText, readRow } from './csvRow.js';
import { nextLine } from './lines.js';

export interface CsvHeader {
  readonly delimiter: number;
  /** The cells of the header row as they are written. */
  readonly names: readonly string[];
  /** One name for each column, no two alike. */
  readonly columns: readonly string[];
  /** Where the row after the header begins. */
  readonly next: number;
}

const SEMICOLON = 0x3b;

/**
 * The header of a known log's export at the beginning of `bytes`, after blank lines and Excel's `sep=;`, or `null`. The
 * delimiter is the one that makes known columns of it. A column without a name is called `column N` (1-based), one
 * whose name was there before gets a suffix: `name (2)`.
 */
export function readHeader(bytes: Uint8Array): CsvHeader | null {
  let at = afterBlankLines(bytes, 0);
  const delimiters = [COMMA, SEMICOLON, TAB];
  const separator = separatorLine(bytes.subarray(at, nextLine(bytes, at, true)));
  if (separator !== null) {
    delimiters.unshift(separator);
    at = afterBlankLines(bytes, nextLine(bytes, at, true));
  }
  for (const delimiter of delimiters) {
    const row = readRow(bytes, at, delimiter, true);
    if (row === null || typeof row === 'string') continue;
    const names = row.cells.map((cell) => cellText(bytes, cell));
    if (isLogHeader(names)) return { delimiter, names, columns: uniqueNames(names), next: row.next };
  }
  return null;
}

/** True when `bytes`, the beginning of a text, holds all of a header row on one line, if it has one. */
export function holdsHeader(bytes: Uint8Array): boolean {
  const at = afterBlankLines(bytes, 0);
  const next = nextLine(bytes, at, false);
  if (next === -1) return false;
  const isSeparator = separatorLine(bytes.subarray(at, next)) !== null;
  return !isSeparator || nextLine(bytes, afterBlankLines(bytes, next), false) !== -1;
}

function afterBlankLines(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === LF || bytes[at] === CR) at++;
  return at;
}

/** The byte that Excel's first line `sep=;` declares to be the delimiter. */
function separatorLine(line: Uint8Array): number | null {
  if (line.length > 10) return null;
  const [, character] = /^"?sep=([^\r\n"])"?[\r\n]*$/i.exec(new TextDecoder().decode(line)) ?? [];
  const code = character?.charCodeAt(0) ?? 0x80;
  return code < 0x80 ? code : null;
}

function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Map<string, number>();
  return names.map((written, index) => {
    const name = written.trim() === '' ? `column ${index + 1}` : written;
    let unique = name;
    let count = taken.get(name) ?? 0;
    do {
      count++;
      unique = count === 1 ? name : `${name} (${count})`;
    } while (count > 1 && taken.has(unique));
    taken.set(name, count);
    if (unique !== name) taken.set(unique, 1);
    return unique;
  });
}

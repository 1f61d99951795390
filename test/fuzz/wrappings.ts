import { shapeFor } from '../../src/core/formats/shapes/shapes.js';
import { isCsv } from '../../src/core/formats/texts/csv.js';
import type { TextKindId } from '../../src/core/formats/texts/kinds.js';
import { ENVELOPE } from '../../src/core/formats/texts/yamlKeys.js';
import { isObject } from '../../src/core/providers/json.js';
import { punctuationOrFields } from '../support/accounting.js';

/** True for what may stand between records of a text of this kind without being one. */
export type Judge = (gap: string) => boolean;

/** The judge of a text of this kind. */
export function judgeOf(kind: TextKindId): Judge {
  if (kind === 'csv') return csvJudge();
  return kind === 'yaml' ? isYamlWrapping : isJsonWrapping;
}

/** Punctuation, an envelope's keys and fields, and no record among them. */
function isJsonWrapping(gap: string): boolean {
  return punctuationOrFields(gap) && !holdsRecord(gap);
}

function holdsRecord(gap: string): boolean {
  for (let from = gap.indexOf('{'); from >= 0; from = gap.indexOf('{', from + 1)) {
    for (let to = gap.indexOf('}', from); to >= 0; to = gap.indexOf('}', to + 1)) {
      const value = parsed(gap.slice(from, to + 1));
      if (isObject(value) && shapeFor(value) !== null) return true;
    }
  }
  return false;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Blank lines, the header, and the header again where files were joined. */
function csvJudge(): Judge {
  let header: string | null = null;
  return (gap) => {
    const plain = gap.replace(/[\r\n"]/g, '');
    if (header === null && isCsv(new TextEncoder().encode(gap))) {
      header = plain.replace(/^sep=./i, '');
      return true;
    }
    return plain === '' || (header !== null && plain.replaceAll(header, '') === '');
  };
}

/** Markers, comments, blank lines, directives and an envelope's key. */
function isYamlWrapping(gap: string): boolean {
  return gap
    .split(/\r\n|\r|\n/)
    .every((line) => /^(?:---|\.\.\.)?[ \t]*(?:#.*)?$|^%(?:YAML|TAG) /.test(line) || ENVELOPE.test(line));
}

import { afterSpace, OPEN_ARRAY, OPEN_OBJECT } from '../jsonBytes.js';
import { isCsv } from './csv.js';
import { isParquet } from './parquet/footer.js';
import { isYaml } from './yamlKeys.js';

export type TextKindId = 'json' | 'csv' | 'yaml' | 'parquet';

export interface TextKind {
  readonly id: TextKindId;
  /** True for the beginning of a file of this kind; told by content, never by a name. */
  detect(prefix: Uint8Array): boolean;
}

/** In the order in which they are asked. JSON comes last and takes what is left: its scanner tells what is none. */
export const TEXT_KINDS: readonly TextKind[] = [
  // Nearly every log: no other kind begins so, and none needs to be looked at.
  { id: 'json', detect: beginsWithBracket },
  { id: 'parquet', detect: isParquet },
  { id: 'csv', detect: isCsv },
  { id: 'yaml', detect: isYaml },
  { id: 'json', detect: () => true },
];

/** The kind of a file that begins with `prefix`, without a byte order mark. */
export function textKind(prefix: Uint8Array): TextKindId {
  return TEXT_KINDS.find(({ detect }) => detect(prefix))?.id ?? 'json';
}

function beginsWithBracket(prefix: Uint8Array): boolean {
  const first = prefix[afterSpace(prefix, 0)];
  return first === OPEN_OBJECT || first === OPEN_ARRAY;
}

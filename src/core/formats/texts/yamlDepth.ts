import { CST, Lexer } from 'yaml';

/**
 * True for YAML that is nested more than `most` levels deep. It must be known before the text is parsed: the parser
 * calls itself for each level, and where the stack ends, JavaScript engines may end the process rather than throw.
 * A quick look that takes brackets inside texts for structure settles most; the lexer, which has no recursion, the rest.
 */
export function isTooDeep(text: string, most: number): boolean {
  return mayBeDeeper(text, most) && isDeeper(text, most);
}

function mayBeDeeper(text: string, most: number): boolean {
  let brackets = 0;
  const columns: number[] = [];
  for (const line of text.split(/[\r\n]+/)) {
    enter(columns, line.search(/[^ \t]|$/));
    for (const { 0: sign, index } of line.matchAll(/[-?:](?:[ \t]+|$)|[[\]{}]/g)) {
      if (sign === '[' || sign === '{') brackets++;
      else if (sign === ']' || sign === '}') brackets = Math.max(0, brackets - 1);
      else {
        enter(columns, index);
        enter(columns, index + sign.length);
      }
      if (columns.length + brackets > most) return true;
    }
    if (columns.length + brackets > most) return true;
  }
  return false;
}

function isDeeper(text: string, most: number): boolean {
  const columns: number[] = [];
  let column = 0;
  let flows = 0;
  /** At the beginning of a line or after an indicator: here a collection may begin. */
  let mayBegin = true;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    // Signs of the lexer's own, without a place in the text; what they announce comes next.
    if (type === 'doc-mode' || type === 'flow-error-end' || (type === 'scalar' && token === CST.SCALAR))
      continue;
    if (type === 'newline') mayBegin = true;
    else if (type !== 'space' && type !== 'comment') {
      if (mayBegin && flows === 0) enter(columns, column);
      mayBegin = type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind';
    }
    if (type === 'flow-seq-start' || type === 'flow-map-start') flows++;
    if (type === 'flow-seq-end' || type === 'flow-map-end') flows = Math.max(0, flows - 1);
    if (columns.length + flows > most) return true;
    const lineStart = Math.max(token.lastIndexOf('\n'), token.lastIndexOf('\r')) + 1;
    column = lineStart === 0 ? column + token.length : token.length - lineStart;
    if (lineStart > 0) mayBegin = true;
  }
  return false;
}

/** What stands at a column is inside of all that stands further to the left. */
function enter(columns: number[], column: number): void {
  while ((columns.at(-1) ?? -1) > column) columns.pop();
  if (columns.at(-1) !== column) columns.push(column);
}

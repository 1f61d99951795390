/** How a suite tells its outcome to whoever started it, and how its output is told from the editor's own log. */

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 */

const resultStart = 'SNAPSHOT_TRAIL_RESULT ';

/** Stands before each line that a suite running inside an editor prints. */
const suiteMark = '│ ';

/** @param {Outcome} outcome */
export function resultLine({ passed, failed }) {
  return resultStart + JSON.stringify({ passed, failed });
}

/**
 * The outcome that a suite's output ends with, if it got that far.
 * @param {string} output
 * @returns {Outcome | undefined}
 */
export function outcomeIn(output) {
  const at = output.lastIndexOf(resultStart);
  if (at < 0) return undefined;
  const [line = ''] = output.slice(at + resultStart.length).split('\n', 1);
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** @param {string} text */
export function markAsSuiteOutput(text) {
  return text
    .split('\n')
    .map((line) => suiteMark + line)
    .join('\n');
}

/**
 * The lines of a suite within the log of an editor, without their mark.
 * @param {string} text
 */
export function suiteOutputIn(text) {
  const lines = text.split('\n').filter((line) => line.startsWith(suiteMark));
  return lines.map((line) => line.slice(suiteMark.length));
}

/** The grammar of field paths as the docstring of `Operation` gives it, written down a second time. */
const KEY = '[A-Za-z0-9_@-]+';
const FILTER = '\\[[A-Za-z0-9_@.-]*[=~][^\\]]+\\]';
const OPTION = '\\[>[^\\]]+\\]';
const STEP = `${KEY}(?:\\[\\]|${FILTER}|${OPTION})*`;
const STEPS = `${STEP}(?:\\.${STEP})*`;
const WORD = '\\{(?:project|region|zone|account|partition)\\}';
const TEXT = '[^{}]*';
const PART = `(?:${WORD}|\\{${STEPS}\\})`;
const TEMPLATE = `template:(?:${TEXT}${PART})*${TEXT}\\{${STEPS}\\}(?:${TEXT}${PART})*${TEXT}`;
const ALTERNATIVE = new RegExp(`^(?:${STEPS}|${TEMPLATE})$`);

/** The first alternative of `path` that is not of the grammar, or `null`. */
export function badAlternative(path: string): string | null {
  return path.split(' ?? ').find((alternative) => !ALTERNATIVE.test(alternative)) ?? null;
}

/** The figures of `results.json` as Markdown: for the terminal, and for the README between its markers. */

/**
 * @typedef {{ readonly seconds: number, readonly fastest: number, readonly runs: number, readonly peak: number | null } | { readonly missing: string }} Figure
 * @typedef {{ readonly date: string, readonly node: string, readonly cpu: string, readonly cores: number, readonly system: string, readonly load: number }} Machine
 * @typedef {{ readonly name: string, readonly title: string, readonly megabytes: number, readonly records: number,
 *   readonly machine: Machine, readonly figures: Readonly<Record<string, Figure>> }} CorpusResult
 * @typedef {{ readonly machine: Machine, readonly megabytes: number, readonly longest: number, readonly seconds: number }} Blocked
 * @typedef {{ readonly events: number, readonly chains: number, readonly findings: number, readonly seconds: number,
 *   readonly processor: number, readonly peak: number, readonly held: number }} Growth bytes of memory
 * @typedef {{ readonly rivals: readonly { readonly id: string, readonly title: string }[],
 *   readonly corpora: readonly CorpusResult[], readonly blocked?: Blocked,
 *   readonly growth?: { readonly machine: Machine, readonly sizes: readonly Growth[] } }} Results
 */

/** @param {Results} results */
export function benchTable({ rivals, corpora, blocked, growth }) {
  return [
    ...(corpora.length === 0 ? [] : corporaTable(rivals, corpora)),
    ...(blocked === undefined ? [] : ['', blockedSentence(blocked)]),
    ...(growth === undefined ? [] : ['', ...growthTable(growth)]),
  ].join('\n');
}

/** @param {Results['rivals']} rivals @param {Results['corpora']} corpora */
function corporaTable(rivals, corpora) {
  return [
    `| | ${corpora.map(({ title }) => title).join(' | ')} |`,
    `|---|${corpora.map(() => '--:|').join('')}`,
    `| Records | ${corpora.map(({ records }) => records.toLocaleString('en-US')).join(' | ')} |`,
    ...rivals.map(
      ({ id, title }) => `| ${title} | ${corpora.map(({ figures }) => cell(figures[id])).join(' | ')} |`,
    ),
    '',
    `Wall time and peak memory of the whole process, medians. ${machines(corpora.map(({ machine }) => machine))}`,
  ];
}

/** @param {Figure | undefined} figure */
function cell(figure) {
  if (figure === undefined) return '';
  if ('missing' in figure) return figure.missing;
  const memory = figure.peak === null ? '-' : `${Math.round(figure.peak / 1e6)} MB`;
  return `${figure.seconds.toFixed(2)} s, ${memory}`;
}

/** @param {readonly Machine[]} list */
function machines(list) {
  const all = new Set(
    list.map(({ date, node, cpu, cores, system, load }) => {
      const busy = load > cores / 2 ? ', busy with other work meanwhile' : '';
      return `${date}, Node ${node}, ${cores} cores of ${cpu}, ${system}${busy}`;
    }),
  );
  return `Measured on ${[...all].join('; ')}.`;
}

/** @param {NonNullable<Results['growth']>} growth */
function growthTable({ machine, sizes }) {
  const megabytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 1e6).toLocaleString('en-US')} MB`;
  return [
    '| Events, read before | Chains | Findings | Linking and judging them | An event | Peak memory, of which events |',
    '|--:|--:|--:|--:|--:|--:|',
    ...sizes.map(({ events, chains, findings, seconds, peak, held }) => {
      const counts = [events, chains, findings].map((count) => count.toLocaleString('en-US'));
      const each = `${((seconds / events) * 1e6).toFixed(0)} µs`;
      return `| ${counts.join(' | ')} | ${seconds.toFixed(1)} s | ${each} | ${megabytes(peak)}, ${megabytes(held)} |`;
    }),
    '',
    `One thread, one run each. ${machines([machine])}`,
  ];
}

/** @param {Blocked} blocked */
const blockedSentence = ({ megabytes, longest }) =>
  `While ${megabytes / 1000} GB is analysed in the editor's worker, the thread that serves the editor is blocked for at most ${Math.ceil(longest)} ms at a time.`;

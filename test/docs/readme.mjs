/**
 * Writes the generated parts of README.md between their markers, and the texts of the severity settings in
 * package.nls.json: a rule is told in the same words wherever it is told.
 * `node test/docs/readme.mjs` writes, `--check` fails when they are stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { benchTable } from '../bench/table.mjs';
import { catalogueFragment } from '../catalogue/readmeTable.mjs';

/** The module at `path`, bundled and loaded. */
async function load(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const { RULES } = await load('src/core/detections/rules.ts');
const { CERTAINTIES, SEVERITY_TABLE, severityOf } = await load('src/core/detections/severity.ts');
const { SUBSUMES } = await load('src/core/detections/subsumes.ts');
const titleOf = (id) => RULES.find((rule) => rule.id === id)?.title ?? id;
const { EFFECTS } = await load('src/core/detections/normal/effects.ts');
const { ACT_TITLES } = await load('src/core/detections/normal/acts.ts');
const effect = (value) => (value === null ? '' : value === 'explains' ? 'expected' : `at most ${value}`);
const parts = {
  normal: [
    '| What the finding is about | A backup service | A trusted principal | A change ticket | A trusted network |',
    '|---|---|---|---|---|',
    ...Object.entries(EFFECTS).map(
      ([act, { service, principal, ticket, network }]) =>
        `| ${[ACT_TITLES[act], ...[service, principal, ticket, network].map(effect)].join(' | ')} |`,
    ),
  ].join('\n'),
  bench: benchTable(JSON.parse(readFileSync('test/bench/results.json', 'utf8'))),
  catalogue: await catalogueFragment(),
  rules: [
    '| Rule | Severity | Techniques | What it finds |',
    '|---|---|---|---|',
    ...RULES.map(
      (rule) =>
        `| ${rule.title}<br>\`${rule.id}\` | ${severityOf(rule.usual)} | ${rule.techniques.join(', ')} | ${rule.explanation} |`,
    ),
  ].join('\n'),
  severities: [
    `| What is at stake | ${CERTAINTIES.join(' | ')} | Why |`,
    `|---|${CERTAINTIES.map(() => '---|').join('')}---|`,
    ...Object.values(SEVERITY_TABLE).map(
      ({ label, reason, severities }) =>
        `| ${label} | ${CERTAINTIES.map((certainty) => severities[certainty]).join(' | ')} | ${reason} |`,
    ),
  ].join('\n'),
  subsumes: [
    '| Where this speaks about the same events | these are silent |',
    '|---|---|',
    ...Object.entries(SUBSUMES).map(([by, ids]) => `| ${titleOf(by)} | ${ids.map(titleOf).join('; ')} |`),
  ].join('\n'),
};

function readme(text) {
  let after = text;
  for (const [name, content] of Object.entries(parts)) {
    const marked = new RegExp(`(<!-- ${name}:begin -->\n)[^]*?(<!-- ${name}:end -->)`);
    if (!marked.test(after)) throw new Error(`README.md has no place for "${name}"`);
    after = after.replace(marked, (_, begin, end) => `${begin}${content}\n${end}`);
  }
  return after;
}

function manifestTexts(text) {
  const texts = JSON.parse(text);
  for (const { id, title, explanation } of RULES)
    texts[`configuration.severities.${id}`] = `${title}. ${explanation}`;
  return `${JSON.stringify(texts, null, 2)}\n`;
}

for (const [file, generate] of [
  ['README.md', readme],
  ['package.nls.json', manifestTexts],
]) {
  const before = readFileSync(file, 'utf8');
  const after = generate(before);
  if (before === after) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file} is stale: run \`npm run generate\``);
    process.exitCode = 1;
  } else {
    writeFileSync(file, after);
  }
}

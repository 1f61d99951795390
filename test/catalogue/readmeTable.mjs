/**
 * The README's table of covered services, made of the catalogue and of the figures that `check.mjs` left in
 * `result.json`; `npm run generate` puts it between its markers.
 */
import { readFileSync } from 'node:fs';
import { importCatalogue } from '../../esbuild.catalogue.mjs';

const CLOUDS = { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' };

/** The table as Markdown. */
export async function catalogueFragment() {
  const { loadCatalogue } = await importCatalogue("export { loadCatalogue } from './catalogue.ts';");
  const { operations } = loadCatalogue();
  const { clouds, packages } = JSON.parse(readFileSync(new URL('result.json', import.meta.url), 'utf8'));
  const measured = Object.entries(CLOUDS).map(([cloud, title]) => {
    const figures = clouds[cloud];
    return `| ${title} | ${figures.rows} | ${figures.candidates} | ${figures.inCatalogue} | ${figures.amongFalseFriends} | ${figures.unassigned} | ${figures.confirmedRows} | ${modelsOf(packages[cloud])} |`;
  });
  const services = Object.entries(CLOUDS).map(([cloud, title]) => {
    const rows = operations.filter((row) => row.cloud === cloud);
    return `| ${title} | ${rows.length} | ${servicesOf(rows)} |`;
  });
  return [
    `${operations.length} operations, measured against the models that the providers publish on npm (\`npm run catalogue:check\`):`,
    '',
    '| Cloud | Operations known | Candidates in the models | In the catalogue | False friends | Unassigned | Confirmed by the models | Models |',
    '|---|--:|--:|--:|--:|--:|--:|---|',
    ...measured,
    '',
    'Operations that the models on npm do not have come from other public sources; each row says from which.',
    '',
    '<details><summary>Services</summary>',
    '',
    '| Cloud | Operations | Services (operations of each) |',
    '|---|--:|---|',
    ...services,
    '',
    '</details>',
  ].join('\n');
}

function modelsOf(packages) {
  const list = Object.entries(packages);
  if (list.length === 1) return `\`${list[0][0]}\` ${list[0][1]}`;
  return `${list.length} packages \`@azure/arm-*\``;
}

function servicesOf(rows) {
  const counts = new Map();
  for (const { service } of rows) {
    const name = service.replace(/\.(?:amazonaws|googleapis)\.com$/, '');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([name, count]) => `${name} (${count})`)
    .join(', ');
}

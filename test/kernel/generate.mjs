/**
 * Compiles `src/core/formats/kernel/kernel.as.ts` and writes the result as text beside it: part of `npm run generate`.
 * With `--check` it writes nothing and fails when the file is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const FOLDER = 'src/core/formats/kernel';
const TARGET = `${FOLDER}/kernelBytes.ts`;
const OPTIONS = ['-O3', '--converge', '--runtime', 'stub', '--noAssert', '--enable', 'simd'];

let binary;
const { error, stderr } = await asc.main([`${FOLDER}/kernel.as.ts`, '--outFile', 'kernel.wasm', ...OPTIONS], {
  writeFile: (_name, contents) => {
    binary = contents;
  },
});
if (error || binary === undefined) throw new Error(`${stderr}`);
const lines = Buffer.from(binary)
  .toString('base64')
  .replace(/.{1,100}/g, "  '$&' +\n");
const text = `/** The WebAssembly of \`kernel.as.ts\` in base64: written by \`npm run generate\`. */
export const KERNEL =
${lines.slice(0, -3)};
`;

if (!process.argv.includes('--check')) writeFileSync(TARGET, text);
else if (readFileSync(TARGET, 'utf8') !== text) throw new Error(`${TARGET} is not what its source gives`);

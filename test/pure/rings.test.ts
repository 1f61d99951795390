import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Imports go only inward: a wrong one fails the type check or the lint, and both are part of the build. */
describe('Rings', function () {
  this.timeout(60_000);
  const root = resolve('.');
  const bin = (name: string) => join(root, 'node_modules', '.bin', name);
  const shell = process.platform === 'win32';

  describe('the compiler gives no ring what is not its own', () => {
    const probes = {
      editor: "import * as vscode from 'vscode';\nexport const version = vscode.version;",
      nodeModules: "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
      nodeGlobals: 'export const platform = process.platform;',
      dom: 'export const title = document.title;',
      language: 'export const length = [1, 2].length;',
      outerRing: "export { activate } from '../../src/editor/activate.js';",
    };
    /** What each ring may use; everything else must be an error. */
    const allowed: Readonly<Record<string, readonly (keyof typeof probes)[]>> = {
      'src/core': ['language'],
      'src/protocol': ['language'],
      'src/editor': ['language', 'editor'],
      'src/cli': ['language', 'nodeModules', 'nodeGlobals'],
      'media/timeline': ['language', 'dom'],
    };
    let folder: string;
    let output: string;

    before(() => {
      mkdirSync(join(root, 'out'), { recursive: true });
      folder = mkdtempSync(join(root, 'out', 'rings-'));
      for (const ring of Object.keys(allowed)) {
        for (const [name, source] of Object.entries(probes)) {
          const project = join(folder, ring.replace('/', '-'), name);
          mkdirSync(project, { recursive: true });
          writeFileSync(join(project, 'probe.ts'), source);
          writeFileSync(
            join(project, 'tsconfig.json'),
            JSON.stringify({
              extends: join(root, ring, 'tsconfig.json'),
              compilerOptions: { rootDir: '.', outDir: 'out' },
              include: ['probe.ts'],
              references: [],
            }),
          );
        }
      }
      const projects = Object.keys(allowed).flatMap((ring) =>
        Object.keys(probes).map((name) => ({ path: `./${ring.replace('/', '-')}/${name}` })),
      );
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ files: [], references: projects }));
      output = spawnSync(bin('tsc'), ['-b', folder, '--pretty', 'false'], {
        cwd: folder,
        encoding: 'utf8',
        shell,
      }).stdout;
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    for (const [ring, may] of Object.entries(allowed)) {
      for (const name of Object.keys(probes) as (keyof typeof probes)[]) {
        const isAllowed = may.includes(name);
        it(`${ring} ${isAllowed ? 'may' : 'must not'} use: ${name}`, () => {
          const place = `${ring.replace('/', '-')}/${name}/probe.ts(`;
          const complains = output.split('\n').some((line) => line.startsWith(place) && line.includes('error TS'));
          assert.equal(complains, !isAllowed, output);
        });
      }
    }
  });

  describe('the linter refuses imports outward', () => {
    const cases = [
      { file: 'src/core/chains', from: '../../protocol/rpc.js', allowed: false },
      { file: 'src/core/chains', from: '../../editor/activate.js', allowed: false },
      { file: 'src/core/chains', from: 'vscode', allowed: false },
      { file: 'src/core/chains', from: 'node:fs', allowed: false },
      { file: 'src/core/chains', from: 'fs', allowed: false },
      { file: 'src/core/chains', from: '../model.js', allowed: true },
      { file: 'src/protocol', from: '../editor/activate.js', allowed: false },
      { file: 'src/protocol', from: '../cli/analyze.js', allowed: false },
      { file: 'src/protocol', from: 'vscode', allowed: false },
      { file: 'src/protocol', from: '../core/model.js', allowed: true },
      { file: 'src/editor', from: '../entry/desktop.js', allowed: false },
      { file: 'src/editor', from: '../cli/analyze.js', allowed: false },
      { file: 'src/editor', from: 'node:fs', allowed: false },
      { file: 'src/editor', from: 'vscode', allowed: true },
      { file: 'src/cli', from: '../editor/activate.js', allowed: false },
      { file: 'src/cli', from: 'vscode', allowed: false },
      { file: 'src/cli', from: 'node:fs', allowed: true },
      { file: 'media/timeline', from: '../../src/editor/activate.js', allowed: false },
      { file: 'media/timeline', from: 'vscode', allowed: false },
      { file: 'media/timeline', from: '../../src/protocol/timeline.js', allowed: true },
    ];
    let folder: string;
    let refused: ReadonlySet<string>;
    const nameOf = (index: number) => `${cases[index]?.file}/probe${index}.ts`;

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'rings-'));
      copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'));
      copyFileSync(join(root, '.gitignore'), join(folder, '.gitignore'));
      cases.forEach(({ from }, index) => {
        const path = join(folder, nameOf(index));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, `import { a } from '${from}';\n\nexport const b = a;\n`);
      });
      const { stdout } = spawnSync(bin('biome'), ['lint', '--reporter=json', '--max-diagnostics=500'], {
        cwd: folder,
        encoding: 'utf8',
        shell,
      });
      const report = JSON.parse(stdout) as { diagnostics: { location: { path: string } }[] };
      refused = new Set(report.diagnostics.map(({ location }) => location.path.replaceAll('\\', '/')));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    cases.forEach(({ file, from, allowed }, index) => {
      it(`${file} ${allowed ? 'may' : 'must not'} import ${from}`, () => {
        const isRefused = [...refused].some((path) => path.endsWith(nameOf(index)));
        assert.equal(isRefused, !allowed, `refused: ${[...refused].join(', ')}`);
      });
    });
  });
});

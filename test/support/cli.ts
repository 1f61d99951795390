import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { analyze, OutputError } from '../../src/cli/analyze.js';
import { parseCommand, UsageError } from '../../src/cli/arguments.js';
import type { JsonReport } from '../../src/core/reports/jsonReport.js';
import { nodePlatform } from '../../src/entry/nodePlatform.js';
import { openFile } from '../../src/entry/openFile.node.js';
import { readersHere } from '../../src/entry/readers.js';

/** What a run of the command line did. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly warnings: readonly string[];
}

/** Runs `analyze` in this process, as the entry point does but for its threads. */
export async function run(...args: string[]): Promise<Ran> {
  let out = '';
  const warnings: string[] = [];
  const silent = () => undefined;
  try {
    const command = parseCommand(['analyze', ...args]);
    if (command.name !== 'analyze') throw new Error(command.name);
    const code = await analyze(command, readersHere(nodePlatform, openFile), {
      write: async (text) => {
        out += text;
      },
      warn: (line) => warnings.push(line),
      progress: { begin: silent, end: silent, clear: silent },
    });
    return { code, out, warnings };
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof OutputError)) throw error;
    return { code: 2, out, warnings: [...warnings, error.message] };
  }
}

export function report({ out }: Ran): JsonReport {
  return JSON.parse(out) as JsonReport;
}

/** A folder that is gone after the tests; file names may hold slashes. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'snapshot-trail-test-'));

  write(name: string, content: string | Uint8Array | readonly unknown[]): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    const lines = () =>
      (content as readonly unknown[]).map((record) => `${JSON.stringify(record)}\n`).join('');
    writeFileSync(path, typeof content === 'string' || content instanceof Uint8Array ? content : lines());
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Builds the entry point as it ships, into `folder`; answers a function that runs it as a process. */
export function builtCli(
  folder: Folder,
): (...args: string[]) => { code: number | null; out: string; err: string } {
  const file = join(folder.path, 'cli.cjs');
  execFileSync(process.execPath, [
    'node_modules/esbuild/bin/esbuild',
    'src/entry/cli.ts',
    '--bundle',
    '--platform=node',
    '--format=cjs',
    '--main-fields=module,main',
    '--define:SNAPSHOT_TRAIL_VERSION="1.2.3"',
    '--log-level=error',
    `--outfile=${file}`,
  ]);
  return (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
    return { code: status, out: stdout, err: stderr };
  };
}

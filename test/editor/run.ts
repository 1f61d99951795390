import { markAsSuiteOutput, resultLine } from '../host/result-line.mjs';

/** Options that both extension hosts give to Mocha. */
export const mochaOptions = { ui: 'bdd', timeout: 60_000, slow: 5_000, color: false } as const;

/** Prints so that the line is told from the editor's own log. */
export function print(...parts: readonly unknown[]): void {
  console.log(markAsSuiteOutput(formatted(parts)));
}

/** Runs what has been loaded; rejects, as the extension host expects, unless tests ran and all of them passed. */
export async function runAll(mocha: Pick<Mocha, 'run'>): Promise<void> {
  const { passes, failures } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => {
      if (runner.stats) resolve(runner.stats);
    });
  });
  if (passes + failures === 0) print('No test ran.');
  print(resultLine({ passed: passes, failed: failures }));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
  if (passes === 0) throw new Error('No test ran.');
}

/** Mocha's reporters print in the manner of `printf`. */
function formatted([format, ...values]: readonly unknown[]): string {
  const rest = [...values];
  const text = String(format ?? '').replace(/%[sd%]/g, (mark) =>
    mark === '%%' ? '%' : String(rest.shift()),
  );
  return [text, ...rest.map(String)].join(' ');
}

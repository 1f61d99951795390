/** Runs an in-editor suite in a host that comes from npm, and prints what the suite prints. */
import { startHost } from './hosts.mjs';
import { runPageTests } from './page-tests.mjs';
import { outcomeIn, suiteOutputIn } from './result-line.mjs';

const keptLog = 200;

/**
 * @param {import('./hosts.mjs').Host} host
 * @param {import('./hosts.mjs').HostOptions} options
 * @returns {Promise<number>} the exit code of the suite
 */
export async function runInPageSuite(host, options) {
  const verbose = Boolean(process.env['SNAPSHOT_TRAIL_VERBOSE']);
  /** @type {string[]} */
  const editorLog = [];
  let ended = false;
  const running = await startHost(host, options);
  console.log(`VS Code ${running.version}, ${host === 'web' ? 'web' : 'Node'} extension host`);
  try {
    const code = await runPageTests(running, (text) => {
      const lines = suiteOutputIn(text);
      for (const line of lines) console.log(line);
      if (verbose && lines.length === 0) console.log(text);
      ended ||= outcomeIn(text) !== undefined;
      if (editorLog.at(-1) !== text) editorLog.push(text);
    });
    if (!ended) throw new Error(`The suite ended with code ${code} without telling an outcome.`);
    return code;
  } catch (error) {
    console.log(`The editor's log ends with:\n${editorLog.slice(-keptLog).join('\n')}`);
    throw error;
  } finally {
    running.close();
  }
}

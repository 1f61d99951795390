import { parseArgs } from 'node:util';
import { SEVERITIES, type Severity } from '../core/model.js';
import { utcTime } from '../core/providers/time.js';

const FORMATS = ['text', 'json'] as const;
export type ReportFormat = (typeof FORMATS)[number];

export type Command =
  | {
      readonly name: 'analyze';
      readonly paths: readonly string[];
      readonly format: ReportFormat;
      readonly output: string | null;
      readonly config: string | null;
      readonly failOn: Severity | null;
      readonly baselines: readonly string[];
      /** When the lists were taken that do not say it themselves; ISO 8601, UTC. */
      readonly baselineTime: string | null;
      readonly saveBaseline: string | null;
    }
  | { readonly name: 'help' }
  | { readonly name: 'version' };

/** What the user asked for cannot be done as asked. */
export class UsageError extends Error {}

/** The command line itself is not understood. */
export class CommandLineError extends UsageError {}

export const USAGE = `snapshot-trail analyze PATH... [options]

Reads exported AWS CloudTrail, Azure Activity and Google Cloud Audit logs (files or folders,
plain or packed) and tells what happened to every snapshot.

  --format ${FORMATS.join('|')}        how to report (default: text)
  --output FILE             write the report there instead of to standard output
  --config FILE             JSON file with the same keys as the editor's settings
  --fail-on SEVERITY        exit 1 on a finding of at least ${SEVERITIES.join(', ')}
  --baseline FILE           compare with a list of snapshots: a saved baseline, or the JSON output of
                            aws, az or gcloud (repeatable)
  --baseline-time TIME      when those lists were taken that do not say it (ISO 8601)
  --save-baseline FILE      write what the logs say exists at their end
  --version                 print the version
  --help                    print this

Exit code: 0 done, 1 a finding at or above --fail-on, 2 wrong usage or nothing readable.
`;

/** @throws CommandLineError with a sentence for the user */
export function parseCommand(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  if (values.help === true) return { name: 'help' };
  if (values.version === true) return { name: 'version' };
  const [name, ...paths] = positionals;
  if (name === undefined)
    throw new CommandLineError('no command given, such as: snapshot-trail analyze FOLDER');
  if (name !== 'analyze') throw new CommandLineError(`unknown command "${name}"`);
  if (values['baseline-time'] !== undefined && values.baseline === undefined)
    throw new CommandLineError('--baseline-time says when a list was taken: it needs --baseline');
  if (paths.length === 0) throw new CommandLineError('no file or folder given');
  return {
    name,
    paths,
    format: oneOf(FORMATS, values.format ?? 'text', '--format'),
    output: values.output ?? null,
    config: values.config ?? null,
    baselines: values.baseline ?? [],
    baselineTime: values['baseline-time'] === undefined ? null : timeOf(values['baseline-time']),
    saveBaseline: values['save-baseline'] ?? null,
    failOn: values['fail-on'] === undefined ? null : oneOf(SEVERITIES, values['fail-on'], '--fail-on'),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        output: { type: 'string' },
        config: { type: 'string' },
        'fail-on': { type: 'string' },
        baseline: { type: 'string', multiple: true },
        'baseline-time': { type: 'string' },
        'save-baseline': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Node goes on with how to write a path that begins with a dash, which nobody meant.
    throw new CommandLineError(message.replace(/\. To specify a positional argument .*$/s, ''));
  }
}

function timeOf(value: string): string {
  const time = utcTime(value);
  if (time === null)
    throw new CommandLineError(`--baseline-time takes a time such as 2024-03-05T10:00:00Z, not "${value}"`);
  return time;
}

function oneOf<T extends string>(known: readonly T[], value: string, option: string): T {
  const found = known.find((item) => item === value);
  if (found === undefined)
    throw new CommandLineError(`${option} takes one of ${known.join(', ')}, not "${value}"`);
  return found;
}

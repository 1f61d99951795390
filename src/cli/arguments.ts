import { parseArgs } from 'node:util';
import { SEVERITIES, type Severity } from '../core/model.js';

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
    }
  | { readonly name: 'help' }
  | { readonly name: 'version' };

export class UsageError extends Error {}

export const USAGE = `snapshot-trail analyze PATH... [options]

Reads exported AWS CloudTrail, Azure Activity and Google Cloud Audit logs (files or folders,
plain or packed) and tells what happened to every snapshot.

  --format ${FORMATS.join('|')}        how to report (default: text)
  --output FILE             write the report there instead of to standard output
  --config FILE             JSON file with the same keys as the editor's settings
  --fail-on SEVERITY        exit 1 on a finding of at least ${SEVERITIES.join(', ')}
  --version                 print the version
  --help                    print this

Exit code: 0 done, 1 a finding at or above --fail-on, 2 wrong usage or nothing readable.
`;

/** @throws UsageError with a sentence for the user */
export function parseCommand(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  if (values.help === true) return { name: 'help' };
  if (values.version === true) return { name: 'version' };
  const [name, ...paths] = positionals;
  if (name === undefined) throw new UsageError('no command given');
  if (name !== 'analyze') throw new UsageError(`unknown command "${name}"`);
  if (paths.length === 0) throw new UsageError('no file or folder given');
  return {
    name,
    paths,
    format: oneOf(FORMATS, values.format ?? 'text', '--format'),
    output: values.output ?? null,
    config: values.config ?? null,
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
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<T extends string>(known: readonly T[], value: string, option: string): T {
  const found = known.find((item) => item === value);
  if (found === undefined) throw new UsageError(`${option} takes one of ${known.join(', ')}, not "${value}"`);
  return found;
}

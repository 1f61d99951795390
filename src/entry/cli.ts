import { analyze } from '../cli/analyze.js';
import { type Command, CommandLineError, parseCommand, USAGE } from '../cli/arguments.js';
import { lineProgress } from '../cli/progress.js';
import { VERSION } from '../cli/version.js';
import { printable } from '../core/reports/printable.js';
import { readerPool } from './readerPool.node.js';
import { parentChannel, servedReader } from './serveReader.node.js';

/** Entry point of the command line. */
async function main(argv: readonly string[]): Promise<number> {
  const command = parseCommand(argv);
  switch (command.name) {
    case 'help':
      await write(USAGE);
      return 0;
    case 'version':
      await write(`${VERSION}\n`);
      return 0;
    case 'analyze':
      return analyzeWithPool(command);
  }
}

/** The readers are threads that run this script again. */
async function analyzeWithPool(command: Extract<Command, { name: 'analyze' }>): Promise<number> {
  const pool = readerPool(__filename);
  try {
    return await analyze(command, pool, {
      write,
      warn,
      progress: lineProgress(process.stderr),
    });
  } finally {
    pool.close();
  }
}

function write(text: string): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(text, (error) => (error ? reject(error) : resolve())),
  );
}

function warn(line: string): void {
  // What a log or a file name says must not drive the terminal.
  process.stderr.write(`snapshot-trail: ${printable(line)}\n`);
}

const HINT = 'See snapshot-trail --help.\n';

function run(): void {
  // A reader that closes the pipe early (`| head`) ends the report, not in an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      warn(error instanceof Error ? error.message : String(error));
      if (error instanceof CommandLineError) process.stderr.write(HINT);
      process.exitCode = 2;
    },
  );
}

if (!servedReader(parentChannel())) run();

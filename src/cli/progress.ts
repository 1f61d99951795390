import { printable } from '../core/reports/printable.js';

/** How far the reading is; told on standard error, and only on a terminal. */
export interface Progress {
  /** A file is next. */
  begin(path: string): void;
  /** A file was read, with so many records in it. */
  end(path: string, records: number): void;
  /** Takes the line away so that something else can be written. */
  clear(): void;
}

const INTERVAL_MS = 100;

/** A single line that is rewritten at most ten times a second; silent where nobody watches. */
export function lineProgress(stream: NodeJS.WriteStream): Progress {
  let files = 0;
  let total = 0;
  let shownAt = 0;
  if (!stream.isTTY) return { begin: () => undefined, end: () => undefined, clear: () => undefined };
  const show = (path: string): void => {
    const now = Date.now();
    if (now - shownAt < INTERVAL_MS) return;
    shownAt = now;
    const line = `${files} files, ${total.toLocaleString('en-US')} records · ${printable(path)}`;
    stream.write(`\r\x1b[K${line.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
  };
  return {
    begin: show,
    end(path, records) {
      files++;
      total += records;
      show(path);
    },
    clear: () => {
      if (shownAt > 0) stream.write('\r\x1b[K');
    },
  };
}

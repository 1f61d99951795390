/** Loaded into a measured Node: notes its peak memory in KiB when it ends. */
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const { BENCH_PEAK_NOTE: note } = process.env;
if (isMainThread && note)
  process.on('exit', () => writeFileSync(note, String(process.resourceUsage().maxRSS)));

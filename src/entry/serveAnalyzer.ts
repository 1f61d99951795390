import { Analyzer } from '../core/analysis/analyzer.js';
import { type AnalysisPart, cutAnalysis } from '../protocol/analysisParts.js';
import type { AnalyzerApi, FileJob } from '../protocol/analyzer.js';
import { type Port, serve } from '../protocol/rpc.js';
import type { Readers } from './readers.js';

/** Serves an analyzer over a port: its methods as named calls. */
export function serveAnalyzer(readers: Readers, port: Port): void {
  const analyzer = new Analyzer<FileJob>((job) => readers.read(job));
  let waiting: readonly AnalysisPart[] = [];
  const api: AnalyzerApi = {
    readInput: (job) => analyzer.readInput(job),
    stop: async () => readers.stop(),
    refuseInput: (input) => analyzer.refuseInput(input),
    forgetInputs: (uris) => analyzer.forgetInputs(uris),
    async readBaseline(job) {
      return analyzer.keepBaseline(job.uri, await readers.readLists(job));
    },
    forgetBaselines: () => analyzer.forgetBaselines(),
    saveBaseline: (version) => analyzer.saveBaseline(version),
    async conclude(settings) {
      const { head, parts } = cutAnalysis(await analyzer.conclude(settings));
      waiting = parts;
      return head;
    },
    async concluded(part) {
      const found = waiting[part];
      if (found === undefined) throw new Error(`no part ${part} waits`);
      if (part === waiting.length - 1) waiting = [];
      return found;
    },
    layOut: (job) => readers.layOut(job, analyzer.recordsOf(job.uri)),
  };
  serve(api, port);
}

import { Analyzer } from '../core/analysis/analyzer.js';
import { layOutInput } from '../core/analysis/layOutInput.js';
import { type ReaderPlatform, readInput } from '../core/analysis/readInput.js';
import type { InputFile } from '../core/formats/byteStream.js';
import type { AnalyzerApi, FileJob, FileRef } from '../protocol/analyzer.js';
import { type Port, serve } from '../protocol/rpc.js';

/** Serves an analyzer over a port: its methods as named calls. */
export function serveAnalyzer(
  platform: ReaderPlatform,
  open: (file: FileRef) => Promise<InputFile>,
  port: Port,
): void {
  const analyzer = new Analyzer(async ({ uri, file }: FileJob) =>
    readInput({ uri, file: await open(file) }, platform),
  );
  const api: AnalyzerApi = {
    readInput: (job) => analyzer.readInput(job),
    refuseInput: (input) => analyzer.refuseInput(input),
    forgetInputs: (uris) => analyzer.forgetInputs(uris),
    conclude: (settings) => analyzer.conclude(settings),
    readBaseline: (job) => analyzer.readBaseline(job),
    forgetBaselines: () => analyzer.forgetBaselines(),
    saveBaseline: (version) => analyzer.saveBaseline(version),
    layOut: async ({ uri, file }) => layOutInput({ uri, file: await open(file) }, platform),
  };
  serve(api, port);
}

import { Analyzer } from '../core/analysis/analyzer.js';
import type { AnalyzerApi } from '../protocol/analyzer.js';
import { type Port, serve } from '../protocol/rpc.js';

/** Serves an analyzer over a port: its methods as named calls. */
export function serveAnalyzer(platform: ConstructorParameters<typeof Analyzer>[0], port: Port): void {
  const analyzer = new Analyzer(platform);
  const api: AnalyzerApi = {
    readInput: (input) => analyzer.readInput(input),
    refuseInput: (input) => analyzer.refuseInput(input),
    forgetInputs: (uris) => analyzer.forgetInputs(uris),
    conclude: (settings) => analyzer.conclude(settings),
    layOut: (input) => analyzer.layOut(input),
  };
  serve(api, port);
}

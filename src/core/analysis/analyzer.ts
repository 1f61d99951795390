import type { Analysis, InputSummary } from '../model.js';
import type { Settings } from '../settings.js';
import { conclude, type ReadInput } from './conclude.js';
import { refusedInput } from './readInput.js';

/** The one analysis: keeps what was read of each file, and concludes over all of them. */
export class Analyzer<Job extends { readonly uri: string }> {
  readonly #read: (job: Job) => Promise<readonly ReadInput[]>;
  /** By the uri of the file. */
  readonly #files = new Map<string, readonly ReadInput[]>();

  /** `read` reads a file wherever that is done: here, or in another thread. */
  constructor(read: (job: Job) => Promise<readonly ReadInput[]>) {
    this.#read = read;
  }

  /** Reads a file, replacing what was known of that uri: the input that it is, or those that it holds. */
  async readInput(job: Job): Promise<readonly InputSummary[]> {
    return this.#keep(job.uri, await this.#read(job));
  }

  /** Notes a file that could not be read at all, so that it stands in every report. */
  async refuseInput({
    uri,
    error,
  }: {
    readonly uri: string;
    readonly error: string;
  }): Promise<readonly InputSummary[]> {
    return this.#keep(uri, [refusedInput(uri, error)]);
  }

  /** Forgets files, with everything that was read of them. */
  async forgetInputs(uris: readonly string[]): Promise<void> {
    for (const uri of uris) this.#files.delete(uri);
  }

  async conclude(settings: Settings): Promise<Analysis> {
    return conclude([...this.#files.values()].flat(), settings);
  }

  #keep(uri: string, inputs: readonly ReadInput[]): readonly InputSummary[] {
    this.#files.set(uri, inputs);
    return inputs.map(({ summary }) => summary);
  }
}

import type { Inventory } from '../baseline/inventory.js';
import { type InventoryRead, readInventory } from '../baseline/readInventory.js';
import type { SavedBaseline } from '../baseline/saveBaseline.js';
import type { Analysis, InputSummary } from '../model.js';
import type { Settings } from '../settings.js';
import { conclude, concludeBaseline, type ReadInput } from './conclude.js';
import { refusedInput } from './readInput.js';

/** A list to compare with. */
export interface BaselineJob {
  readonly uri: string;
  readonly bytes: Uint8Array;
  readonly asOf: string | null;
}

/** The one analysis: keeps what was read of each file, and concludes over all of them. */
export class Analyzer<Job extends { readonly uri: string }> {
  readonly #read: (job: Job) => Promise<readonly ReadInput[]>;
  /** By the uri of the file. */
  readonly #files = new Map<string, readonly ReadInput[]>();

  /** `read` reads a file wherever that is done: here, or in another thread. */
  readonly #baselines = new Map<string, Inventory>();

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
    return conclude([...this.#files.values()].flat(), settings, [...this.#baselines.values()]);
  }

  /**
   * Reads a list to compare with, replacing what was known of that uri; answers why it is none, or `null`. `asOf`: when
   * it was taken, where that is known (ISO 8601).
   */
  async readBaseline({ uri, bytes, asOf }: BaselineJob): Promise<string | null> {
    const read: InventoryRead = readInventory(uri, bytes, { asOf });
    if (read.kind === 'refused') return read.error;
    this.#baselines.set(uri, read.inventory);
    return null;
  }

  /** Compares with nothing any more. */
  async forgetBaselines(): Promise<void> {
    this.#baselines.clear();
  }

  /** What the logs say exists at their end. */
  async saveBaseline(version: string): Promise<SavedBaseline> {
    return concludeBaseline([...this.#files.values()].flat(), version);
  }

  #keep(uri: string, inputs: readonly ReadInput[]): readonly InputSummary[] {
    this.#files.set(uri, inputs);
    return inputs.map(({ summary }) => summary);
  }
}

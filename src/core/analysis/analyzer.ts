import type { Inventory } from '../baseline/inventory.js';
import type { ListsRead } from '../baseline/readInventory.js';
import type { SavedBaseline } from '../baseline/saveBaseline.js';
import { NOT_A_LOG } from '../formats/otherKind.js';
import type { Analysis, InputSummary } from '../model.js';
import type { Settings } from '../settings.js';
import { conclude, concludeBaseline, type ReadInput } from './conclude.js';
import { refusedInput } from './readInput.js';

/** What came of reading a file. */
export type FileRead =
  | { readonly kind: 'read'; readonly inputs: readonly ReadInput[] }
  /** It could not be opened, or not read to its end; `inputs` say why. */
  | { readonly kind: 'refused'; readonly inputs: readonly ReadInput[] }
  /** Nobody named it, and nothing of a log is in it. */
  | { readonly kind: 'noLog' }
  /** It was not read to its end because nobody wants it any more. */
  | { readonly kind: 'stopped' };

/** The same for those who show it. */
export type Kept =
  | { readonly kind: 'read'; readonly summaries: readonly InputSummary[] }
  | { readonly kind: 'refused'; readonly summaries: readonly InputSummary[] }
  | { readonly kind: 'noLog' }
  | { readonly kind: 'stopped' };

/** The one analysis: keeps what was read of each file, and concludes over all of them. */
export class Analyzer<Job extends { readonly uri: string }> {
  readonly #read: (job: Job) => Promise<FileRead>;
  /** By the uri of the file. */
  readonly #files = new Map<string, readonly ReadInput[]>();
  /** By the uri of the file. */
  readonly #baselines = new Map<string, readonly Inventory[]>();

  /** `read` reads a file wherever that is done: here, or in another thread. */
  constructor(read: (job: Job) => Promise<FileRead>) {
    this.#read = read;
  }

  /** Reads a file, replacing what was known of that uri: the input that it is, or those that it holds. */
  async readInput(job: Job): Promise<Kept> {
    const read = await this.#read(job);
    switch (read.kind) {
      case 'read':
      case 'refused':
        return { kind: read.kind, summaries: this.#keep(job.uri, read.inputs) };
      case 'noLog':
        this.#files.delete(job.uri);
        return read;
      case 'stopped':
        return read;
    }
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
    return conclude([...this.#files.values()].flat(), settings, [...this.#baselines.values()].flat());
  }

  /** Compares with the lists of a file from now on, instead of what was known of it; answers why it has none, or `null`. */
  keepBaseline(uri: string, read: ListsRead): string | null {
    if (read.kind === 'refused') return read.error;
    this.#baselines.set(uri, read.inventories);
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

  /** The records of an input that may be part of an event, in their order; none of an unknown input. */
  recordsOf(input: string): readonly number[] {
    const records: number[] = [];
    for (const { summary, drafts } of this.#files.get(fileUri(input)) ?? []) {
      if (summary.uri === input)
        for (const { event } of drafts) for (const { record } of event.locations) records.push(record);
    }
    return [...new Set(records)].sort((a, b) => a - b);
  }

  #keep(uri: string, inputs: readonly ReadInput[]): readonly InputSummary[] {
    this.#files.set(uri, inputs);
    return inputs.map(({ summary }) => summary);
  }
}

/** The file that an input is, or in which it is a member: what comes before the fragment. */
export function fileUri(input: string): string {
  const end = input.indexOf('#');
  return end < 0 ? input : input.slice(0, end);
}

/** True when nothing in an input was recognised and nothing was damaged either. */
export function isNoLog({ format, error }: InputSummary): boolean {
  return format === null && (error === null || error.startsWith(NOT_A_LOG));
}

import * as vscode from 'vscode';
import type { Activity } from './activity.js';
import { buildingDiagnostics } from './buildDiagnostics.js';
import type { CaseStore } from './caseStore.js';
import { Debounced } from './disposables.js';
import type { Places } from './places.js';
import { inputOf, READABLE_SCHEME, readableUri } from './readableUri.js';
import type { ReadableViews } from './readableView.js';
import type { Configuration } from './settings.js';
import { inSlices } from './slices.js';

/** Many packed logs are laid out one after the other; links to them are renewed once. */
const RELINK_MS = 500;

export interface DiagnosticsDeps {
  readonly store: CaseStore;
  readonly places: Places;
  readonly readable: ReadableViews;
  readonly configuration: Configuration;
  readonly activity: Activity;
}

/** Publishes diagnostics by address, without opening a document. */
export function registerDiagnostics(deps: DiagnosticsDeps): vscode.Disposable {
  const publisher = new Publisher(deps);
  // What points into the view of a packed log gets its exact line now.
  const relink = new Debounced(() => publisher.publishAll(), RELINK_MS);
  const subscriptions = [
    relink,
    deps.store.onDidChange(() => publisher.publishAll()),
    deps.configuration.onDidChangeView(() => publisher.publishAll()),
    deps.readable.onDidLayOut((input) => {
      publisher.publishReadable(input);
      relink.call();
    }),
    vscode.workspace.onDidOpenTextDocument(({ uri }) => {
      if (uri.scheme === READABLE_SCHEME) publisher.publishReadable(inputOf(uri));
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === READABLE_SCHEME) publisher.publishReadable(inputOf(uri));
    }),
  ];
  return {
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      publisher.dispose();
    },
  };
}

class Publisher implements vscode.Disposable {
  readonly #deps: DiagnosticsDeps;
  readonly #collection = vscode.languages.createDiagnosticCollection('snapshotTrail');
  #run = 0;

  constructor(deps: DiagnosticsDeps) {
    this.#deps = deps;
  }

  publishAll(): void {
    void this.#deps.activity.track(this.#publishAll(++this.#run));
  }

  publishReadable(input: string): void {
    const run = this.#run;
    void this.#deps.activity.track(
      inSlices(this.#publishingReadable(input), () => run !== this.#run).then(() => undefined),
    );
  }

  async #publishAll(run: number): Promise<void> {
    await inSlices(this.#publishingAll(), () => run !== this.#run);
  }

  *#publishingAll(): Generator<void, void, void> {
    const { places, readable, store } = this.#deps;
    const { inputs } = store.index.analysis;
    const kept = new Set(inputs.map(({ uri }) => uri));
    this.#collection.forEach((uri) => {
      if (!kept.has(inputOf(uri))) this.#collection.delete(uri);
    });
    for (const { uri: input } of inputs) {
      // The bytes of a packed log carry none, and a member of an archive has no document but its view.
      if (!places.isPacked(input)) yield* this.#publishing(vscode.Uri.parse(input, true));
      if (readable.known(input)) yield* this.#publishingReadable(input);
      yield;
    }
  }

  *#publishing(uri: vscode.Uri): Generator<void, void, void> {
    const { configuration, places, store } = this.#deps;
    const diagnostics = yield* buildingDiagnostics(uri, configuration.diagnosticLevel, store.index, places);
    if (diagnostics.length > 0) this.#collection.set(uri, diagnostics);
    else this.#collection.delete(uri);
  }

  /** The view of a packed log is where its diagnostics are; that of another log would only repeat them. */
  *#publishingReadable(input: string): Generator<void, void, void> {
    const uri = readableUri(input);
    const key = uri.toString();
    const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === key);
    if (isOpen || this.#deps.places.isPacked(input)) yield* this.#publishing(uri);
    else this.#collection.delete(uri);
  }

  dispose(): void {
    this.#run++;
    this.#collection.dispose();
  }
}

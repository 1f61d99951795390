import * as vscode from 'vscode';
import type { Activity } from './activity.js';
import { buildDiagnostics } from './buildDiagnostics.js';
import type { CaseStore } from './caseStore.js';
import { Debounced } from './disposables.js';
import type { Places } from './places.js';
import { inputUri, READABLE_SCHEME, readableUri } from './readableUri.js';
import type { ReadableViews } from './readableView.js';
import type { Configuration } from './settings.js';

/** Files published between two pauses, so that typing and scrolling go on. */
const FILES_PER_SLICE = 20;
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
      if (uri.scheme === READABLE_SCHEME) publisher.publishReadable(inputUri(uri));
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === READABLE_SCHEME) publisher.publishReadable(inputUri(uri));
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

  publish(uri: vscode.Uri): void {
    const level = this.#deps.configuration.diagnosticLevel;
    const diagnostics = buildDiagnostics(uri, level, this.#deps.store.index, this.#deps.places);
    if (diagnostics.length > 0) this.#collection.set(uri, diagnostics);
    else this.#collection.delete(uri);
  }

  /** The view of a packed log is where its diagnostics are; that of another log would only repeat them. */
  publishReadable(input: vscode.Uri): void {
    const uri = readableUri(input);
    const key = uri.toString();
    const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === key);
    if (isOpen || this.#deps.places.isPacked(input.toString())) this.publish(uri);
    else this.#collection.delete(uri);
  }

  async #publishAll(run: number): Promise<void> {
    const inputs = this.#deps.store.index.analysis.inputs.map((input) => vscode.Uri.parse(input.uri, true));
    const kept = new Set(inputs.map((uri) => uri.toString()));
    this.#collection.forEach((uri) => {
      if (!kept.has(inputUri(uri).toString())) this.#collection.delete(uri);
    });
    let published = 0;
    for (const input of inputs) {
      this.publish(input);
      if (this.#deps.readable.known(input.toString())) this.publishReadable(input);
      if (++published % FILES_PER_SLICE === 0) await new Promise<void>((resolve) => setTimeout(resolve));
      if (run !== this.#run) return;
    }
  }

  dispose(): void {
    this.#run++;
    this.#collection.dispose();
  }
}

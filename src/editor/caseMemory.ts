import * as vscode from 'vscode';
import type { CaseStore } from './caseStore.js';
import { disposeAll } from './disposables.js';

const MEMENTO = 'case.inputs';
/** Addresses kept for the next start; a larger case is analyzed again by hand. */
const MAX_REMEMBERED = 5_000;

/** Remembers which files made the case, so that a timeline that comes back after a reload has something to show. */
export class CaseMemory implements vscode.Disposable {
  readonly #store: CaseStore;
  readonly #memento: vscode.Memento;
  readonly #subscription: vscode.Disposable;

  constructor(store: CaseStore, memento: vscode.Memento) {
    this.#store = store;
    this.#memento = memento;
    this.#subscription = disposeAll(store.onDidChange(() => this.#remember()));
  }

  /** Reads the remembered files again, unless there is a case already. */
  restore(): void {
    const value = this.#memento.get<unknown>(MEMENTO);
    if (this.#store.inputs.length > 0 || !Array.isArray(value)) return;
    const uris = value.filter((item): item is string => typeof item === 'string');
    void this.#store.add(...uris.map((uri) => vscode.Uri.parse(uri)));
  }

  #remember(): void {
    const { inputs } = this.#store;
    void this.#memento.update(MEMENTO, inputs.length <= MAX_REMEMBERED ? inputs : undefined);
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

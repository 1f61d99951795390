import type * as vscode from 'vscode';

/** Owns disposables; what is added after the end is disposed at once. */
export class DisposableStore implements vscode.Disposable {
  readonly #items = new Set<vscode.Disposable>();
  #disposed = false;

  add<T extends vscode.Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  /** Last in, first out, so that what depends on earlier things goes first. */
  dispose(): void {
    this.#disposed = true;
    const items = [...this.#items].reverse();
    this.#items.clear();
    for (const item of items) item.dispose();
  }
}

/** Joins disposables to one. */
export function disposeAll(...items: readonly vscode.Disposable[]): vscode.Disposable {
  const store = new DisposableStore();
  for (const item of items) store.add(item);
  return store;
}

/** Calls `action` once, `milliseconds` after the last of several calls. */
export class Debounced implements vscode.Disposable {
  readonly #action: () => void;
  readonly #milliseconds: number;
  #timer: unknown;

  constructor(action: () => void, milliseconds: number) {
    this.#action = action;
    this.#milliseconds = milliseconds;
  }

  call(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#action, this.#milliseconds);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

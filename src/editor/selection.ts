import * as vscode from 'vscode';
import type { TimelineSelection } from '../protocol/timeline.js';

/** Who selected: nobody is told of their own selection. */
export type SelectionSource = 'tree' | 'editor' | 'timeline' | 'command';

export interface SelectionChange {
  readonly selection: TimelineSelection;
  readonly source: SelectionSource;
}

/** The one selection that side view, editors and timeline share. */
export class Selection implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<SelectionChange>();
  readonly onDidChange = this.#changed.event;
  #current: TimelineSelection = { chain: null, event: null };

  get current(): TimelineSelection {
    return this.#current;
  }

  /**
   * Setting what is already selected does nothing. That breaks the loop of echoes: a
   * listener that follows (the tree reveals a node) selects the same thing again.
   */
  set(selection: TimelineSelection, source: SelectionSource): void {
    const { chain, event } = this.#current;
    if (selection.chain === chain && selection.event === event) return;
    this.#current = { chain: selection.chain, event: selection.event };
    this.#changed.fire({ selection: this.#current, source });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

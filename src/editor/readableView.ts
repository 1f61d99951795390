import * as vscode from 'vscode';
import type { LaidOut as LaidOutText } from '../core/formats/layOut.js';
import type { Activity } from './activity.js';
import { movable } from './analyzerClient.js';
import type { CaseStore } from './caseStore.js';
import { errorText } from './log.js';
import { inputUri, READABLE_SCHEME, readableUri } from './readableUri.js';

/** The editor hands no larger document to extensions; a longer view ends with a note. */
const MAX_READABLE_CHARACTERS = 48 * 1024 * 1024;
/** Layouts kept; each holds only positions. The texts are the editor's. */
const MAX_LAYOUTS = 500;

export type Mark = LaidOutText['marks'][number];

/** Where the records of an input stand in its readable view. */
export interface Layout {
  readonly marks: ReadonlyMap<number, Mark>;
  /** Nothing in the input is a record. */
  readonly empty: boolean;
}

interface LaidOut extends Layout {
  /** Kept until the editor has taken it. */
  text: string | null;
}

/** Makes readable views and knows where each record went. */
export class ReadableViews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #store: CaseStore;
  readonly #activity: Activity;
  readonly #layouts = new Map<string, Promise<LaidOut>>();
  readonly #known = new Map<string, Layout>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #laidOut = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  /** The positions of an input's readable view became known or changed. */
  readonly onDidLayOut = this.#laidOut.event;

  constructor(store: CaseStore, activity: Activity) {
    this.#store = store;
    this.#activity = activity;
    this.#subscription = vscode.workspace.registerTextDocumentContentProvider(READABLE_SCHEME, this);
  }

  /** The layout if it was made already. */
  known(input: string): Layout | undefined {
    return this.#known.get(input);
  }

  /** Lays an input out unless that is done. */
  prepare(input: vscode.Uri): Promise<Layout> {
    return this.#activity.track(this.#layOut(input));
  }

  /** Like {@link prepare}, without keeping the text for an editor that nobody asked for. */
  async measure(input: vscode.Uri): Promise<void> {
    (await this.#layOut(input)).text = null;
  }

  /** The file changed: what is open is laid out anew. */
  invalidate(input: vscode.Uri): void {
    this.#known.delete(input.toString());
    if (this.#layouts.delete(input.toString())) this.#changed.fire(readableUri(input));
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const input = inputUri(uri);
    try {
      let laidOut = await this.#layOut(input);
      if (laidOut.text === null) {
        this.#layouts.delete(input.toString());
        laidOut = await this.#layOut(input);
      }
      const text = laidOut.text ?? '';
      laidOut.text = null;
      return text;
    } catch (error) {
      return vscode.l10n.t('This log cannot be shown: {0}', errorText(error));
    }
  }

  #layOut(input: vscode.Uri): Promise<LaidOut> {
    const key = input.toString();
    const known = this.#layouts.get(key);
    if (known) return known;
    const layout = this.#read(input);
    this.#layouts.set(key, layout);
    layout.then(
      (laidOut) => this.#keep(input, laidOut),
      () => this.#layouts.delete(key),
    );
    return layout;
  }

  async #read(input: vscode.Uri): Promise<LaidOut> {
    const { bytes, transfer } = movable(await vscode.workspace.fs.readFile(input));
    const { text, marks } = await this.#store.client.call(
      'layOut',
      { uri: input.toString(), file: { kind: 'bytes', bytes } },
      transfer,
    );
    const end = text.length > MAX_READABLE_CHARACTERS ? text.lastIndexOf('\n', MAX_READABLE_CHARACTERS) : -1;
    const empty = text.trim() === '';
    if (end < 0) return { text, marks: new Map(marks.map((mark) => [mark.record, mark])), empty };
    const shown = text.slice(0, end);
    const note = vscode.l10n.t(
      'The log goes on; this view shows its first {0} MiB.',
      MAX_READABLE_CHARACTERS / 1024 / 1024,
    );
    const lines = shown.split('\n').length;
    const inside = marks.filter((mark) => mark.line <= lines);
    return {
      text: `${shown}\n\n${note}\n`,
      marks: new Map(inside.map((mark) => [mark.record, mark])),
      empty,
    };
  }

  #keep(input: vscode.Uri, layout: LaidOut): void {
    const key = input.toString();
    this.#known.delete(key);
    this.#known.set(key, { marks: layout.marks, empty: layout.empty });
    for (const oldest of [...this.#known.keys()].slice(0, Math.max(0, this.#known.size - MAX_LAYOUTS))) {
      this.#known.delete(oldest);
      this.#layouts.delete(oldest);
    }
    this.#laidOut.fire(input);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#laidOut.dispose();
    this.#layouts.clear();
    this.#known.clear();
  }
}

import * as vscode from 'vscode';
import { fileUri } from '../core/analysis/analyzer.js';
import type { LaidOut as LaidOutText, Mark } from '../core/formats/layOut.js';
import type { Activity } from './activity.js';
import { movable } from './analyzerClient.js';
import type { CaseStore } from './caseStore.js';
import { counted } from './counted.js';
import { errorText } from './log.js';
import type { EditorPlatform } from './platform.js';
import { fileOf, inputOf, READABLE_SCHEME, readableUri } from './readableUri.js';
import { number } from './text.js';

/** Layouts kept; each holds only positions. The texts are the editor's. */
const MAX_LAYOUTS = 500;

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
  readonly #platform: EditorPlatform;
  readonly #activity: Activity;
  readonly #layouts = new Map<string, Promise<LaidOut>>();
  readonly #known = new Map<string, Layout>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #laidOut = new vscode.EventEmitter<string>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  /** The positions of an input's readable view became known or changed. */
  readonly onDidLayOut = this.#laidOut.event;

  constructor(store: CaseStore, platform: EditorPlatform, activity: Activity) {
    this.#store = store;
    this.#platform = platform;
    this.#activity = activity;
    this.#subscription = vscode.workspace.registerTextDocumentContentProvider(READABLE_SCHEME, this);
  }

  /** The layout if it was made already. */
  known(input: string): Layout | undefined {
    return this.#known.get(input);
  }

  /** Lays an input out unless that is done. */
  prepare(input: string): Promise<Layout> {
    return this.#activity.track(this.#layOut(input));
  }

  /** Like {@link prepare}, without keeping the text for an editor that nobody asked for. */
  async measure(input: string): Promise<void> {
    (await this.#layOut(input)).text = null;
  }

  /** A file changed: what is open of it is laid out anew. */
  invalidate(file: vscode.Uri): void {
    const changed = file.toString();
    for (const input of [...this.#known.keys()]) {
      if (fileUri(input) === changed) this.#known.delete(input);
    }
    for (const input of [...this.#layouts.keys()]) {
      if (fileUri(input) !== changed) continue;
      this.#layouts.delete(input);
      this.#changed.fire(readableUri(input));
    }
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const input = inputOf(uri);
    try {
      let laidOut = await this.#layOut(input);
      if (laidOut.text === null) {
        this.#layouts.delete(input);
        laidOut = await this.#layOut(input);
      }
      const text = laidOut.text ?? '';
      laidOut.text = null;
      return text;
    } catch (error) {
      return vscode.l10n.t('This log cannot be shown: {0}', errorText(error));
    }
  }

  #layOut(input: string): Promise<LaidOut> {
    const known = this.#layouts.get(input);
    if (known) return known;
    const layout = this.#read(input);
    this.#layouts.set(input, layout);
    layout.then(
      (laidOut) => this.#keep(input, laidOut),
      () => this.#layouts.delete(input),
    );
    return layout;
  }

  async #read(input: string): Promise<LaidOut> {
    const laidOut = await this.#ask(input);
    const note = noteOf(laidOut);
    const above = note === null ? 0 : 2;
    const marks = laidOut.marks.map((mark) => ({ ...mark, line: mark.line + above }));
    return {
      text: note === null ? laidOut.text : `${note}\n\n${laidOut.text}`,
      marks: new Map(marks.map((mark) => [mark.record, mark])),
      empty: laidOut.records === 0,
    };
  }

  async #ask(input: string): Promise<LaidOutText> {
    const file = fileOf(input);
    const path = this.#platform.fileRef(file);
    if (path !== null) return this.#store.client.call('layOut', { uri: input, file: path });
    const { bytes, transfer } = movable(await vscode.workspace.fs.readFile(file));
    return this.#store.client.call('layOut', { uri: input, file: { kind: 'bytes', bytes } }, transfer);
  }

  #keep(input: string, layout: LaidOut): void {
    this.#known.delete(input);
    this.#known.set(input, { marks: layout.marks, empty: layout.empty });
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

/** What a view says above its records when it does not show all of them. */
function noteOf({ records, shown }: LaidOutText): string | null {
  if (shown === records) return null;
  return vscode.l10n.t(
    'This log is too large to be laid out whole: {0} of {1} are shown, those with snapshot events.',
    number(shown),
    counted.records(records),
  );
}

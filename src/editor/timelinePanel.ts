import * as vscode from 'vscode';
import { findTechnique } from '../core/catalogue/techniques.js';
import { bareSentence } from '../core/reports/sentences.js';
import { buildingTimeline } from '../core/timeline/buildTimeline.js';
import type { FromTimeline, ToTimeline } from '../protocol/timeline.js';
import { timelineHtml } from '../protocol/timelineHtml.js';
import type { CaseStore } from './caseStore.js';
import { DisposableStore } from './disposables.js';
import { localise } from './localise.js';
import type { Places } from './places.js';
import { revealEvent } from './reveal.js';
import type { Selection } from './selection.js';
import { inSlices } from './slices.js';
import { plainText } from './text.js';
import { isFromTimeline } from './timelineMessages.js';

export interface TimelineDeps {
  readonly extensionUri: vscode.Uri;
  readonly store: CaseStore;
  readonly places: Places;
  readonly selection: Selection;
}

/** One timeline in a webview panel: the model goes out when the page asks and when the analysis changes. */
export class TimelinePanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #deps: TimelineDeps;
  readonly #subscriptions = new DisposableStore();
  #ready = false;
  #run = 0;
  #selectionDue = false;

  constructor(panel: vscode.WebviewPanel, deps: TimelineDeps, onEnd: () => void) {
    this.#panel = panel;
    this.#deps = deps;
    const { store, selection } = deps;
    this.#subscriptions.add(
      panel.onDidDispose(() => {
        this.#run++;
        this.#subscriptions.dispose();
        onEnd();
      }),
    );
    this.#subscriptions.add(panel.webview.onDidReceiveMessage((message) => this.#onMessage(message)));
    this.#subscriptions.add(store.onDidChange(() => void this.#postModel()));
    this.#subscriptions.add(
      selection.onDidChange(({ source }) => {
        if (source !== 'timeline') this.#postSelection();
      }),
    );
    panel.webview.options = optionsOf(deps.extensionUri);
    panel.iconPath = {
      light: vscode.Uri.joinPath(deps.extensionUri, 'media', 'timeline-light.svg'),
      dark: vscode.Uri.joinPath(deps.extensionUri, 'media', 'timeline-dark.svg'),
    };
    panel.webview.html = pageOf(panel.webview, deps.extensionUri);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #onMessage(message: unknown): void {
    if (isFromTimeline(message)) void this.#act(message);
  }

  async #act(message: FromTimeline): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        // What is selected means something only to a page that has its model.
        this.#selectionDue = true;
        await this.#postModel();
        return;
      case 'select':
        this.#deps.selection.set(message.selection, 'timeline');
        return;
      case 'open': {
        const event = this.#deps.store.index.event(message.event);
        if (event) await revealEvent(event, this.#deps.places, false);
        return;
      }
      case 'technique': {
        const known = findTechnique(message.technique);
        if (known) await vscode.env.openExternal(vscode.Uri.parse(known.url, true));
        return;
      }
      case 'analyze':
        await vscode.commands.executeCommand('snapshotTrail.analyze');
        return;
    }
  }

  /** Nothing is built for a page that will ask for it, nor for an analysis that is no longer the newest. */
  async #postModel(): Promise<void> {
    if (!this.#ready) return;
    const run = ++this.#run;
    const { index, inputs } = this.#deps.store;
    const steps = buildingTimeline(index, (event) =>
      plainText(`${bareSentence(event, index.placesOf(event.id)[0]?.chain.accounts[0] ?? event.account)}.`),
    );
    const model = inputs.length === 0 ? null : await inSlices(steps, () => run !== this.#run);
    if (model === undefined || run !== this.#run) return;
    this.#post({ type: 'model', model, strings: localise.timeline() });
    if (!this.#selectionDue) return;
    this.#selectionDue = false;
    this.#postSelection();
  }

  #postSelection(): void {
    const { current } = this.#deps.selection;
    if (current.chain !== null || current.event !== null) this.#post({ type: 'select', selection: current });
  }

  /** Nothing is pushed before the page asked; a hidden page asks again when it comes back. */
  #post(message: ToTimeline): void {
    if (this.#ready) void this.#panel.webview.postMessage(message);
  }
}

export function optionsOf(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
}

function pageOf(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const address = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', file)).toString();
  return timelineHtml({
    cspSource: webview.cspSource,
    nonce: nonce(),
    scriptUri: address('timeline.js'),
    styleUri: address('timeline.css'),
    lang: vscode.env.language,
    title: vscode.l10n.t('Snapshot Timeline'),
  });
}

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

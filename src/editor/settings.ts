import * as vscode from 'vscode';
import { readSettings } from '../core/readSettings.js';
import type { Settings } from '../core/settings.js';

const SECTION = 'snapshotTrail';
/** The keys of {@link Settings}: a change of one judges the case again. */
const JUDGEMENT = ['trustedAccounts', 'severities', 'burst', 'attackVersion'];

export const DIAGNOSTIC_LEVELS = ['off', 'findings', 'hint', 'information'] as const;
/** How events without a finding show in the log; `findings` leaves them out. */
export type DiagnosticLevel = (typeof DIAGNOSTIC_LEVELS)[number];

/** The only reader of the configuration. */
export class Configuration implements vscode.Disposable {
  readonly #analysis = new vscode.EventEmitter<Settings>();
  readonly #view = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  /** What is normal or how findings are judged has changed. */
  readonly onDidChangeSettings = this.#analysis.event;
  /** Only what is shown has changed. */
  readonly onDidChangeView = this.#view.event;

  constructor() {
    this.#subscriptions = [
      vscode.workspace.onDidChangeConfiguration((change) => {
        const affects = (key: string): boolean => change.affectsConfiguration(`${SECTION}.${key}`);
        if (JUDGEMENT.some(affects)) {
          this.#analysis.fire(this.settings());
        }
        if (affects('diagnostics') || affects('analyzeOnOpen')) this.#view.fire();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#analysis.fire(this.settings())),
    ];
  }

  settings(): Settings {
    return readSettings({
      trustedAccounts: readJudgement('trustedAccounts'),
      severities: readJudgement('severities'),
      burst: { count: readJudgement('burst.count'), minutes: readJudgement('burst.minutes') },
      attackVersion: readJudgement('attackVersion'),
    }).settings;
  }

  get analyzeOnOpen(): boolean {
    return vscode.workspace.getConfiguration(SECTION).get<unknown>('analyzeOnOpen') !== false;
  }

  get diagnosticLevel(): DiagnosticLevel {
    const value = vscode.workspace.getConfiguration(SECTION).get<unknown>('diagnostics.level');
    return DIAGNOSTIC_LEVELS.find((level) => level === value) ?? 'information';
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#analysis.dispose();
    this.#view.dispose();
  }
}

/**
 * Evidence may come with a `.vscode/settings.json` of its own. In a folder that the user
 * does not trust it must not be able to call an account trusted or to silence a rule.
 */
function readJudgement(key: string): unknown {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  if (vscode.workspace.isTrusted) return configuration.get<unknown>(key);
  const values = configuration.inspect<unknown>(key);
  return values?.globalValue ?? values?.defaultValue;
}

import * as vscode from 'vscode';
import { readSettings } from '../core/readSettings.js';
import { LIMITS, LIST_SETTINGS, type Settings, THRESHOLD_SETTINGS } from '../core/settings.js';

const SECTION = 'snapshotTrail';
/** The keys of {@link Settings}: a change of one judges the case again. */
const JUDGEMENT = [...LIST_SETTINGS, ...THRESHOLD_SETTINGS, 'severities', 'attackVersion'];

export const DIAGNOSTIC_LEVELS = ['off', 'findings', 'hint', 'information'] as const;
/** How events without a finding show in the log; `findings` leaves them out. */
export type DiagnosticLevel = (typeof DIAGNOSTIC_LEVELS)[number];

/** The only reader of the configuration. */
export class Configuration implements vscode.Disposable {
  readonly #analysis = new vscode.EventEmitter<Settings>();
  readonly #view = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #tell: (problem: string) => void;
  readonly #told = new Set<string>();
  /** What is normal or how findings are judged has changed. */
  readonly onDidChangeSettings = this.#analysis.event;
  /** Only what is shown has changed. */
  readonly onDidChangeView = this.#view.event;

  /** @param tell hears of each value that was ignored, and why, once */
  constructor(tell: (problem: string) => void = () => undefined) {
    this.#tell = tell;
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
    const { settings, problems } = readSettings(readAll());
    for (const problem of problems) {
      if (!this.#told.has(problem)) this.#tell(`settings: ${problem}`);
      this.#told.add(problem);
    }
    return settings;
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

/** Everything that judges, as the command line's `--config` file would hold it. */
function readAll(): Readonly<Record<string, unknown>> {
  const lists = LIST_SETTINGS.map((key) => [key, readJudgement(key)] as const);
  const thresholds = THRESHOLD_SETTINGS.map((key) => {
    const numbers = Object.keys(LIMITS[key]).map((part) => [part, readJudgement(`${key}.${part}`)] as const);
    return [key, Object.fromEntries(numbers)] as const;
  });
  return {
    ...Object.fromEntries([...lists, ...thresholds]),
    severities: readJudgement('severities'),
    attackVersion: readJudgement('attackVersion'),
  };
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

import * as vscode from 'vscode';
import { isAttackVersion } from '../core/catalogue/attack/versions.js';
import { SEVERITIES, type Severity } from '../core/model.js';
import { DEFAULT_SETTINGS, type Settings } from '../core/settings.js';

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
    const { burst, attackVersion } = DEFAULT_SETTINGS;
    const version = readJudgement('attackVersion');
    return {
      trustedAccounts: accounts(readJudgement('trustedAccounts')),
      severities: severities(readJudgement('severities')),
      burst: {
        count: atLeast(2, readJudgement('burst.count'), burst.count),
        minutes: atLeast(1, readJudgement('burst.minutes'), burst.minutes),
      },
      attackVersion: isAttackVersion(version) ? version : attackVersion,
    };
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

function accounts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return DEFAULT_SETTINGS.trustedAccounts;
  return value
    .filter((item): item is string => typeof item === 'string' && item.trim() !== '')
    .map((item) => item.trim());
}

function severities(value: unknown): Settings['severities'] {
  if (typeof value !== 'object' || value === null) return DEFAULT_SETTINGS.severities;
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Severity | 'off'] => isSeverity(entry[1])),
  );
}

function isSeverity(value: unknown): boolean {
  return value === 'off' || SEVERITIES.some((severity) => severity === value);
}

function atLeast(least: number, value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(least, value) : otherwise;
}

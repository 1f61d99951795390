import * as vscode from 'vscode';
import { parseChange, type SettingChange, suggestionsFor } from '../core/detections/normal/suggestions.js';
import { type Finding, SEVERITIES, type Severity } from '../core/model.js';
import type { CaseStore } from './caseStore.js';
import { severityLabel } from './labels.js';
import { errorText } from './log.js';
import { messageText } from './text.js';
import { describeEdit, settingTargets, writeSetting } from './writeSetting.js';

export const EXPECT_COMMAND = 'snapshotTrail.treatAsExpected';

/** What the command is called with by a quick fix. */
export interface ExpectArgument {
  readonly finding: string;
  /** Without it the user chooses. */
  readonly change: SettingChange | null;
}

/** What `snapshotTrail.treatAsExpected` asks: what to write, and whether and where. */
export interface ExpectPrompts {
  pick<T extends vscode.QuickPickItem>(items: readonly T[], title: string): Thenable<T | undefined>;
  /** The label of the button, or `undefined`. */
  confirm(message: string, detail: string, buttons: readonly string[]): Thenable<string | undefined>;
}

const PROMPTS: ExpectPrompts = {
  pick: (items, title) => vscode.window.showQuickPick(items, { title }),
  confirm: (message, detail, buttons) =>
    vscode.window.showInformationMessage(message, { modal: true, detail }, ...buttons),
};

/** `snapshotTrail.treatAsExpected`: changes the settings by what a finding names, after showing what it writes. */
export function registerExpectCommand({
  store,
  log,
}: {
  readonly store: CaseStore;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  return vscode.commands.registerCommand(EXPECT_COMMAND, async (argument: unknown) => {
    try {
      await expect(argument, store);
    } catch (error) {
      log.error(errorText(error));
      await vscode.window.showErrorMessage(
        vscode.l10n.t('The setting could not be written: {0}', messageText(errorText(error))),
      );
    }
  });
}

/**
 * Asks and writes. Anybody may call a command with anything, so the argument is read as strictly as a log.
 * @throws Error when the editor cannot write its settings
 */
export async function expect(
  argument: unknown,
  store: Pick<CaseStore, 'index'>,
  prompts: ExpectPrompts = PROMPTS,
): Promise<void> {
  const finding = findingIn(argument, store);
  if (finding === null) return;
  const asked = changeIn(argument);
  const change = asked === 'choose' ? await choose(finding, store, prompts) : asked;
  if (change !== null && isOffered(change, finding, store)) await confirmAndWrite(change, prompts);
}

/** The finding that a node of the view, or a quick fix, is about. */
function findingIn(argument: unknown, { index }: Pick<CaseStore, 'index'>): Finding | null {
  if (typeof argument !== 'object' || argument === null || !('finding' in argument)) return null;
  const { finding } = argument;
  const id = typeof finding === 'object' && finding !== null && 'id' in finding ? finding.id : finding;
  return typeof id === 'string' ? (index.finding(id) ?? null) : null;
}

/** A change that is given but is none is refused, not asked for again. */
function changeIn(argument: unknown): SettingChange | 'choose' | null {
  if (typeof argument !== 'object' || argument === null || !('change' in argument)) return 'choose';
  return argument.change === null ? 'choose' : parseChange(argument.change);
}

/** Only what this finding itself suggests is ever written. */
function isOffered(change: SettingChange, finding: Finding, { index }: Pick<CaseStore, 'index'>): boolean {
  if (change.kind === 'severity') return change.rule === finding.rule;
  return offered(finding, index).some(
    (other) => other.kind === 'add' && other.setting === change.setting && other.value === change.value,
  );
}

/** The entries of lists that a finding suggests. */
export function offered(finding: Finding, index: CaseStore['index']): readonly SettingChange[] {
  const events = finding.events.map((id) => index.event(id)).filter((event) => event !== undefined);
  return suggestionsFor(finding, events);
}

async function choose(
  finding: Finding,
  { index }: Pick<CaseStore, 'index'>,
  prompts: ExpectPrompts,
): Promise<SettingChange | null> {
  const items: (vscode.QuickPickItem & { readonly change: SettingChange | null })[] = [
    ...offered(finding, index).map((change) => ({ label: changeTitle(change), change })),
    { label: severityTitle(finding), change: null },
  ];
  const chosen = await prompts.pick(items, vscode.l10n.t('What is expected?'));
  if (chosen === undefined) return null;
  return chosen.change ?? (await chooseSeverity(finding, prompts));
}

async function chooseSeverity({ rule }: Finding, prompts: ExpectPrompts): Promise<SettingChange | null> {
  const severities: readonly (Severity | 'off')[] = [...[...SEVERITIES].reverse(), 'off'];
  const items = severities.map((severity) => ({
    label: severity === 'off' ? vscode.l10n.t('Off') : severityLabel(severity),
    severity,
  }));
  const chosen = await prompts.pick(items, vscode.l10n.t('Severity of {0}', rule));
  return chosen === undefined ? null : { kind: 'severity', rule, severity: chosen.severity };
}

async function confirmAndWrite(change: SettingChange, prompts: ExpectPrompts): Promise<void> {
  const { name, told } = describeEdit(change);
  const targets = settingTargets(change);
  const label = await prompts.confirm(
    vscode.l10n.t('{0}?', changeTitle(change)),
    vscode.l10n.t(
      'Writes to the setting {0}: {1}. Findings that it explains stay, marked as expected.',
      name,
      told,
    ),
    targets.map((target) => target.label),
  );
  const target = targets.find((candidate) => candidate.label === label);
  if (target !== undefined) await writeSetting(change, target.target);
}

/** What a change does, as a quick fix or a choice says it. */
export function changeTitle(change: SettingChange): string {
  if (change.kind === 'severity') {
    return change.severity === 'off'
      ? vscode.l10n.t('Switch off the rule {0}', change.rule)
      : vscode.l10n.t('Set the severity of {0} to {1}', change.rule, severityLabel(change.severity));
  }
  switch (change.setting) {
    case 'trustedAccounts':
      return vscode.l10n.t('Treat account {0} as trusted', change.value);
    case 'trustedOrganizations':
      return vscode.l10n.t('Treat organization {0} as trusted', change.value);
    case 'trustedPrincipals':
      return vscode.l10n.t('Treat principal {0} as expected', change.value);
    case 'trustedNetworks':
      return vscode.l10n.t('Treat network {0} as expected', change.value);
    case 'trustedVpcEndpoints':
      return vscode.l10n.t('Treat endpoint {0} as expected', change.value);
  }
}

/** The choice that leads to the severities of a finding's rule. */
export function severityTitle({ rule }: Finding): string {
  return vscode.l10n.t('Set the severity of {0}…', rule);
}

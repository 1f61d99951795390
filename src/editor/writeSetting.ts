import * as vscode from 'vscode';
import type { SettingChange } from '../core/detections/normal/suggestions.js';

const SECTION = 'snapshotTrail';

/** Where a change of the settings can be written so that it takes effect. */
export interface SettingTarget {
  readonly target: vscode.ConfigurationTarget.Global | vscode.ConfigurationTarget.Workspace;
  readonly label: string;
}

/** The name of the setting and what it will say: shown before, and written as shown. */
export interface SettingEdit {
  /** With `snapshotTrail.` before it. */
  readonly name: string;
  /** For people: `add "444455556666"`. */
  readonly told: string;
}

function keyOf(change: SettingChange): string {
  return change.kind === 'add' ? change.setting : 'severities';
}

export function describeEdit(change: SettingChange): SettingEdit {
  return {
    name: `${SECTION}.${keyOf(change)}`,
    told:
      change.kind === 'add'
        ? vscode.l10n.t('add "{0}"', change.value)
        : vscode.l10n.t('set "{0}" to "{1}"', change.rule, change.severity),
  };
}

/**
 * The user's settings always, the workspace's where there is one that is trusted (else they are not heard). A list of
 * the workspace hides that of the user: then only the workspace's is of use.
 */
export function settingTargets(change: SettingChange): readonly SettingTarget[] {
  const user: SettingTarget = {
    target: vscode.ConfigurationTarget.Global,
    label: vscode.l10n.t('User Settings'),
  };
  const workspace: SettingTarget = {
    target: vscode.ConfigurationTarget.Workspace,
    label: vscode.l10n.t('Workspace Settings'),
  };
  const open = vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0];
  if (open === undefined || !vscode.workspace.isTrusted) return [user];
  const inspected = vscode.workspace.getConfiguration(SECTION).inspect<unknown>(keyOf(change));
  return change.kind === 'add' && inspected?.workspaceValue !== undefined ? [workspace] : [user, workspace];
}

/**
 * Writes a change into the settings. What stands there stays; a list that the workspace begins starts with the user's
 * entries, which it would hide otherwise.
 * @throws Error when the editor cannot write its settings
 */
export async function writeSetting(change: SettingChange, target: SettingTarget['target']): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  const key = keyOf(change);
  const inspected = configuration.inspect<unknown>(key);
  const user = inspected?.globalValue;
  const there =
    target === vscode.ConfigurationTarget.Global
      ? user
      : (inspected?.workspaceValue ?? (change.kind === 'add' ? user : undefined));
  const value = change.kind === 'add' ? withEntry(there, change.value) : withSeverity(there, change);
  await configuration.update(key, value, target);
}

function withEntry(there: unknown, entry: string): readonly unknown[] {
  const entries: readonly unknown[] = Array.isArray(there) ? there : [];
  return entries.includes(entry) ? entries : [...entries, entry];
}

function withSeverity(
  there: unknown,
  { rule, severity }: Extract<SettingChange, { kind: 'severity' }>,
): Readonly<Record<string, unknown>> {
  const known = typeof there === 'object' && there !== null && !Array.isArray(there) ? there : {};
  return { ...known, [rule]: severity };
}

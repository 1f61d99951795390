import * as vscode from 'vscode';
import type { Action, Outcome, RecordFormat, Severity } from '../core/model.js';
import { namesOf } from './readableUri.js';

/** Severities as the editor's language says them. */
export function severityLabel(severity: Severity): string {
  switch (severity) {
    case 'critical':
      return vscode.l10n.t('critical');
    case 'high':
      return vscode.l10n.t('high');
    case 'medium':
      return vscode.l10n.t('medium');
    case 'low':
      return vscode.l10n.t('low');
    case 'info':
      return vscode.l10n.t('info');
  }
}

export function outcomeLabel(outcome: Outcome): string {
  switch (outcome) {
    case 'success':
      return vscode.l10n.t('succeeded');
    case 'failure':
      return vscode.l10n.t('failed');
    case 'pending':
      return vscode.l10n.t('only its start was logged');
    case 'unknown':
      return vscode.l10n.t('outcome not logged');
  }
}

/** What a log is, by the name its vendor uses. */
export function formatLabel(format: RecordFormat | null): string {
  switch (format) {
    case 'cloudtrail-records':
    case 'cloudtrail-array':
    case 'cloudtrail-ndjson':
    case 'cloudtrail-event':
      return 'CloudTrail';
    case 'cloudtrail-lookup':
      return 'CloudTrail LookupEvents';
    case 'azure-activity-rest':
      return 'Azure Activity Log';
    case 'azure-activity-eventhub':
      return 'Azure Activity Log (Event Hub)';
    case 'gcp-logentry':
      return 'Google Cloud Audit Logs';
    case 'mixed':
      return vscode.l10n.t('Several kinds of audit logs');
    case null:
      return vscode.l10n.t('No audit log');
  }
}

const SEVERITY_ICONS: Readonly<Record<Severity, readonly [icon: string, color: string]>> = {
  critical: ['flame', 'list.errorForeground'],
  high: ['error', 'list.errorForeground'],
  medium: ['warning', 'list.warningForeground'],
  low: ['info', 'charts.blue'],
  info: ['circle-outline', 'descriptionForeground'],
};

/** Shape and colour both tell the severity. */
export function severityIcon(severity: Severity): vscode.ThemeIcon {
  const [icon, color] = SEVERITY_ICONS[severity];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

const ACTION_ICONS: Readonly<Record<Action, string>> = {
  create: 'add',
  copy: 'copy',
  share: 'person-add',
  unshare: 'person',
  modify: 'edit',
  restore: 'debug-restart',
  use: 'plug',
  read: 'eye',
  export: 'cloud-download',
  delete: 'trash',
  recover: 'discard',
  enumerate: 'list-unordered',
  describe: 'search',
  schedule: 'calendar',
  protect: 'lock',
  unprotect: 'unlock',
  context: 'account',
};

/** The shape tells the act, the colour how bad it is. */
export function actionIcon(action: Action, severity: Severity): vscode.ThemeIcon {
  return new vscode.ThemeIcon(ACTION_ICONS[action], new vscode.ThemeColor(SEVERITY_ICONS[severity][1]));
}

/** An input by name: its file, or the archive and the way to the member in it. */
export function inputLabel(input: string): string {
  return namesOf(input).join(' › ');
}

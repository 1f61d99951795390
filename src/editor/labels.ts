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
    case 'cloudtrail-logstash':
      return 'CloudTrail (Logstash)';
    case 'cloudtrail-digest':
      return 'CloudTrail digest';
    case 'cloudtrail-insight':
      return 'CloudTrail Insights';
    case 'cloudtrail-eventbridge':
      return 'CloudTrail (EventBridge)';
    case 'cloudtrail-wazuh':
      return 'CloudTrail (Wazuh)';
    case 'cloudtrail-elastic':
      return 'CloudTrail (Elastic)';
    case 'cloudtrail-carried':
      return vscode.l10n.t('{0} in messages of another program', 'CloudTrail');
    case 'cloudtrail-lake':
      return 'CloudTrail Lake';
    case 'cloudtrail-query-row':
      return 'CloudTrail (Athena, CloudTrail Lake)';
    case 'cloudtrail-console-csv':
      return 'CloudTrail Event history (CSV)';
    case 'cloudwatch-logs-subscription':
    case 'cloudwatch-logs-events':
      return 'CloudTrail (CloudWatch Logs)';
    case 'cloudwatch-logs-insights':
      return 'CloudTrail (CloudWatch Logs Insights)';
    case 'aws-ebs-notification':
      return 'Amazon EBS (EventBridge)';
    case 'ocsf-api-activity':
      return 'CloudTrail (OCSF, Security Lake)';
    case 'azure-activity-powershell':
      return 'Azure Activity Log (PowerShell)';
    case 'azure-activity-datadog':
      return 'Azure Activity Log (Datadog)';
    case 'azure-activity-alert':
      return 'Azure Activity Log (alert)';
    case 'azure-activity-carried':
      return vscode.l10n.t('{0} in messages of another program', 'Azure Activity Log');
    case 'azure-log-analytics':
    case 'azure-log-analytics-api':
      return 'Azure Activity Log (Log Analytics)';
    case 'azure-portal-csv':
      return 'Azure Activity Log (portal CSV)';
    case 'gcp-bigquery':
      return 'Google Cloud Audit Logs (BigQuery)';
    case 'gcp-log-analytics':
      return 'Google Cloud Audit Logs (Log Analytics)';
    case 'gcp-logentry-csv':
      return 'Google Cloud Audit Logs (CSV)';
    case 'gcp-logentry-carried':
      return vscode.l10n.t('{0} in messages of another program', 'Google Cloud Audit Logs');
    case 'gcp-pubsub':
      return 'Google Cloud Audit Logs (Pub/Sub)';
    case 'gcp-cloudevents':
      return 'Google Cloud Audit Logs (CloudEvents)';
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

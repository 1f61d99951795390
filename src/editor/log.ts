import * as vscode from 'vscode';

/** Details go to this channel; what the user must know is said where they look. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Snapshot Trail', { log: true });
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

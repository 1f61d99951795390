import * as vscode from 'vscode';

/** No label, message or hover line shows more of a value out of a log than this. */
export const MAX_TEXT = 600;

// Control characters and those that turn the direction of text around: a log may hold anything.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;

/** Text out of a log for plain places (labels, diagnostics): one line, bounded, nothing invisible. */
export function plainText(text: string, max = MAX_TEXT): string {
  const cut = text.length > max ? `${text.slice(0, max).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return cut.replace(UNSEEN, ' ');
}

/**
 * Text out of a log for Markdown. Every ASCII character that could mean something is
 * written as an entity; that also stops bare addresses from becoming links, which a
 * backslash would not.
 */
export function markdownText(text: string, max = MAX_TEXT): string {
  return plainText(text, max).replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Notifications read `[label](address)` as a link; file names must not be able to make one. */
export function messageText(text: string): string {
  return plainText(text, 200).replaceAll('[', '(').replaceAll(']', ')');
}

let format: Intl.NumberFormat | undefined;

/** A number as the editor's language writes it. */
export function number(value: number): string {
  format ??= numberFormat();
  return format.format(value);
}

function numberFormat(): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(vscode.env.language);
  } catch {
    return new Intl.NumberFormat('en');
  }
}

/** The last part of a path. */
export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

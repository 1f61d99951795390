import * as vscode from 'vscode';
import { ENGLISH_TIMELINE_STRINGS, type TimelineStrings } from '../protocol/timelineStrings.js';

let timelineStrings: TimelineStrings | undefined;

/** Texts that other rings hold in English, in the editor's language. */
export const localise = {
  timeline(): TimelineStrings {
    timelineStrings ??= mapTexts(ENGLISH_TIMELINE_STRINGS);
    return timelineStrings;
  },
};

/** Passes every text of a (nested) object through the localisation; `{0}` stays for the page to fill. */
function mapTexts<T extends object>(texts: T): T {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]: [string, unknown]) => {
      if (typeof text === 'string') return [key, vscode.l10n.t(text)];
      return [key, typeof text === 'object' && text !== null ? mapTexts(text) : text];
    }),
  ) as T;
}

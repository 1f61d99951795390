import type { FromTimeline } from '../protocol/timeline.js';

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The guard at the border to the webview, which shows text out of logs. */
export function isFromTimeline(message: unknown): message is FromTimeline {
  if (!isRecord(message)) return false;
  switch (message['type']) {
    case 'ready':
    case 'analyze':
      return true;
    case 'open':
      return isText(message['event']);
    case 'technique':
      return isText(message['technique']);
    case 'select': {
      const selection = message['selection'];
      return isRecord(selection) && isTextOrNull(selection['chain']) && isTextOrNull(selection['event']);
    }
    default:
      return false;
  }
}

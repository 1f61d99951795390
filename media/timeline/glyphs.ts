import type { Action, Outcome, Severity } from '../../src/core/model.js';

/** Side of the box that all path data is drawn in. */
export const BOX = 16;

const TRAY = 'M6.6 1.6h2.8v4.8h3L8 10.9 3.6 6.4h3ZM2 11.7h12v2.7H2Z';

/** One silhouette per action; related actions are related shapes. */
export const SHAPES: Readonly<Record<Action, string>> = {
  create: 'M8 1.6a6.4 6.4 0 1 1 0 12.8a6.4 6.4 0 0 1 0-12.8ZM7 4.6v2.4H4.6v2H7v2.4h2V9h2.4V7H9V4.6Z',
  copy: 'M1.8 1.8h8.4v2.4H4.2v6H1.8ZM5.8 5.8h8.4v8.4H5.8Z',
  share: 'M5.2 2.2h8.6v8.6l-3-3-5.7 5.7-2.6-2.6 5.7-5.7Z',
  unshare: 'M10.8 13.8H2.2V5.2l3 3 5.7-5.7 2.6 2.6-5.7 5.7Z',
  modify: 'M8 1.2 14.8 8 8 14.8 1.2 8Z',
  restore: 'M3.6 1.8 14 8 3.6 14.2Z',
  use: 'M2 2.4h2.6v11.2H2ZM6 2 14.4 8 6 14Z',
  read: TRAY,
  export: TRAY,
  delete: 'M4.1 1.7 8 5.6l3.9-3.9 2.4 2.4L10.4 8l3.9 3.9-2.4 2.4L8 10.4l-3.9 3.9-2.4-2.4L5.6 8 1.7 4.1Z',
  recover: 'M8 2.6a5.6 5.6 0 1 1-5.5 6.8l2.5-.5A3.1 3.1 0 1 0 8 5.1v2.5L3.4 3.8 8 .2Z',
  enumerate: 'M2 2.4h12v2.7H2ZM2 6.7h12v2.7H2ZM2 11h12v2.7H2Z',
  describe:
    'M6.8 1.6a5.2 5.2 0 0 1 4.2 8.2l3.5 3.5-1.6 1.6-3.5-3.5A5.2 5.2 0 1 1 6.8 1.6ZM6.8 4.1a2.7 2.7 0 1 0 0 5.4a2.7 2.7 0 0 0 0-5.4Z',
  schedule: 'M8 1.6a6.4 6.4 0 1 1 0 12.8a6.4 6.4 0 0 1 0-12.8ZM7 4v4.6l3.6 2.2 1-1.6L9 7.5V4Z',
  protect: 'M8 1.2 13.8 3.4V8c0 3.4-2.4 5.6-5.8 6.9C4.6 13.6 2.2 11.4 2.2 8V3.4Z',
  unprotect:
    'M6.6 1.8 2.2 3.4V8c0 3 1.8 5.1 4.7 6.4L5.8 10.6 8 8 5.8 5.2ZM9 1.6l4.8 1.8V8c0 3-2 5.2-5 6.6l-.9-3.6L10.2 8 7.8 5.2Z',
  context: 'M8 1.4a3.2 3.2 0 1 1 0 6.4a3.2 3.2 0 0 1 0-6.4ZM2.2 14.4c0-3.4 2.3-5.6 5.8-5.6s5.8 2.2 5.8 5.6Z',
};

/**
 * What a hollow glyph is drawn with where the outline of its silhouette would be a
 * tangle: a rim, and thin lines inside it.
 */
export const HOLLOW: Readonly<Partial<Record<Action, { readonly rim: string; readonly inside: string }>>> = {
  create: { rim: 'M8 1.6a6.4 6.4 0 1 1 0 12.8a6.4 6.4 0 0 1 0-12.8Z', inside: 'M8 5.4v5.2M5.4 8h5.2' },
  schedule: { rim: 'M8 1.6a6.4 6.4 0 1 1 0 12.8a6.4 6.4 0 0 1 0-12.8Z', inside: 'M8 4.6v3.6l2.6 1.6' },
  describe: { rim: 'M6.8 1.8a5 5 0 1 1 0 10a5 5 0 0 1 0-10Z', inside: 'M10.4 10.4 14.4 14.4' },
  enumerate: { rim: '', inside: 'M2 3.7h12M2 8h12M2 12.3h12' },
};

/** Four rising bars, filled as far as it is bad: the level reads without colour. */
const BARS = ['M1 11h2.6v3H1Z', 'M5 8h2.6v6H5Z', 'M9 5h2.6v9H9Z', 'M13 2h2.6v12H13Z'] as const;
const FILLED: Readonly<Record<Severity, number>> = { info: 0, low: 1, medium: 2, high: 3, critical: 4 };

export function severityBars(severity: Severity): { readonly full: string; readonly rest: string } {
  const filled = FILLED[severity];
  return { full: BARS.slice(0, filled).join(''), rest: BARS.slice(filled).join('') };
}

/** How an outcome changes the glyph. */
export type GlyphStyle = 'solid' | 'crossed' | 'dashed';

export function styleOf(outcome: Outcome): GlyphStyle {
  if (outcome === 'success') return 'solid';
  return outcome === 'failure' ? 'crossed' : 'dashed';
}

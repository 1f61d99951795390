import type { Severity } from '../../src/core/model.js';

/** The editor's colours as the canvas needs them; re-read whenever the theme changes. */
export interface Theme {
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly line: string;
  readonly band: string;
  readonly hover: string;
  readonly selection: string;
  readonly focus: string;
  readonly bar: string;
  readonly exposed: string;
  readonly severity: Readonly<Record<Severity, string>>;
  /** Drawn around things in high contrast; `null` elsewhere. */
  readonly contrast: string | null;
  readonly font: string;
  readonly fontSize: number;
}

const SMALLEST_FONT = 11;
const LARGEST_FONT = 16;

export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const color = (...names: readonly string[]): string => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value) return value;
    }
    return style.color;
  };
  const classes = document.body.classList;
  const isHighContrast =
    classes.contains('vscode-high-contrast') || classes.contains('vscode-high-contrast-light');
  const size = Number.parseFloat(style.getPropertyValue('--vscode-font-size')) || 13;
  return {
    background: color('editor-background'),
    foreground: color('editor-foreground', 'foreground'),
    muted: color('descriptionForeground', 'foreground'),
    line: color('editorIndentGuide-background1', 'panel-border', 'charts-lines'),
    band: color('sideBarSectionHeader-background', 'editorWidget-background'),
    hover: color('list-hoverBackground', 'editorWidget-background'),
    // In high contrast the frame around the lane tells it; the editor's fill would swallow the text.
    selection: isHighContrast
      ? color('editor-background')
      : color('list-inactiveSelectionBackground', 'editor-inactiveSelectionBackground'),
    focus: color('focusBorder'),
    bar: color('charts-foreground', 'foreground'),
    exposed: color('charts-red', 'errorForeground'),
    severity: {
      info: color('descriptionForeground', 'foreground'),
      low: opaque(color('charts-blue', 'editorInfo-foreground')),
      medium: opaque(color('charts-yellow', 'editorWarning-foreground')),
      high: opaque(color('charts-orange', 'editorWarning-foreground')),
      critical: opaque(color('charts-red', 'editorError-foreground')),
    },
    contrast: isHighContrast ? color('contrastBorder', 'foreground') : null,
    font: style.getPropertyValue('--vscode-font-family').trim() || style.fontFamily,
    fontSize: Math.min(Math.max(size, SMALLEST_FONT), LARGEST_FONT),
  };
}

/** Some themes define the chart colours for painting over text, half transparent: too faint for a glyph. */
function opaque(color: string): string {
  const hex = color.match(/^(#[0-9a-f]{6})[0-9a-f]{2}$/i)?.[1];
  return hex ?? color.replace(/^rgba\((\s*[\d.]+\s*,\s*[\d.]+\s*,\s*[\d.]+)\s*,[^)]*\)$/, 'rgb($1)');
}

/** The editor tells a new theme by the classes and the style of the page's two outer elements. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, {
      attributes: true,
      attributeFilter: ['class', 'style', 'data-vscode-theme-id'],
    });
  }
}

/** The editor's own values of the variables that the timeline reads, for the four kinds of theme. */
export const THEMES = [
  'vscode-light',
  'vscode-dark',
  'vscode-high-contrast',
  'vscode-high-contrast-light',
] as const;
export type ThemeName = (typeof THEMES)[number];

type Colors = Readonly<Record<string, string>>;

const LIGHT: Colors = {
  foreground: '#3b3b3b',
  'editor-foreground': '#3b3b3b',
  'editor-background': '#ffffff',
  descriptionForeground: '#3b3b3b',
  disabledForeground: '#61616180',
  errorForeground: '#f85149',
  focusBorder: '#005fb8',
  'panel-border': '#e5e5e5',
  'editorIndentGuide-background1': '#d3d3d3',
  'sideBarSectionHeader-background': '#f8f8f8',
  'list-hoverBackground': '#f2f2f2',
  'list-inactiveSelectionBackground': '#e4e6f1',
  'toolbar-hoverBackground': '#b8b8b850',
  'textLink-foreground': '#005fb8',
  'textLink-activeForeground': '#005fb8',
  'textBlockQuote-background': '#f8f8f8',
  'button-foreground': '#ffffff',
  'button-background': '#005fb8',
  'button-hoverBackground': '#0258a8',
  'button-secondaryForeground': '#3b3b3b',
  'button-secondaryBackground': '#e5e5e5',
  'button-secondaryHoverBackground': '#cccccc',
  'editorWidget-background': '#f8f8f8',
  'editorWidget-border': '#c8c8c8',
  'widget-shadow': '#00000029',
  'editorHoverWidget-background': '#f8f8f8',
  'editorHoverWidget-foreground': '#3b3b3b',
  'editorHoverWidget-border': '#c8c8c8',
  'tree-indentGuidesStroke': '#a9a9a9',
  'charts-foreground': '#3b3b3b',
  'charts-lines': '#3b3b3b80',
  'charts-red': '#f85149',
  'charts-orange': '#d18616',
  'charts-yellow': '#bf8803',
  'charts-blue': '#0063d3',
  'charts-green': '#388a34',
  'charts-purple': '#652d90',
};

const DARK: Colors = {
  ...LIGHT,
  foreground: '#cccccc',
  'editor-foreground': '#cccccc',
  'editor-background': '#1f1f1f',
  descriptionForeground: '#9d9d9d',
  disabledForeground: '#cccccc80',
  focusBorder: '#0078d4',
  'panel-border': '#2b2b2b',
  'editorIndentGuide-background1': '#404040',
  'sideBarSectionHeader-background': '#181818',
  'list-hoverBackground': '#2a2d2e',
  'list-inactiveSelectionBackground': '#37373d',
  'toolbar-hoverBackground': '#5a5d5e50',
  'textLink-foreground': '#4daafc',
  'textLink-activeForeground': '#4daafc',
  'textBlockQuote-background': '#2b2b2b',
  'button-background': '#0078d4',
  'button-hoverBackground': '#026ec1',
  'button-secondaryForeground': '#cccccc',
  'button-secondaryBackground': '#313131',
  'button-secondaryHoverBackground': '#3c3c3c',
  'editorWidget-background': '#202020',
  'editorWidget-border': '#454545',
  'widget-shadow': '#0000005c',
  'editorHoverWidget-background': '#202020',
  'editorHoverWidget-foreground': '#cccccc',
  'editorHoverWidget-border': '#454545',
  'tree-indentGuidesStroke': '#585858',
  'charts-foreground': '#cccccc',
  'charts-lines': '#cccccc80',
  'charts-yellow': '#cca700',
  'charts-blue': '#3794ff',
  'charts-green': '#89d185',
  'charts-purple': '#b180d7',
};

function without(colors: Colors, ...names: readonly string[]): Colors {
  return Object.fromEntries(Object.entries(colors).filter(([name]) => !names.includes(name)));
}

const HC_DARK: Colors = {
  ...without(DARK, 'list-hoverBackground', 'widget-shadow', 'button-secondaryBackground'),
  foreground: '#ffffff',
  'editor-foreground': '#ffffff',
  'editor-background': '#000000',
  descriptionForeground: '#ffffffb3',
  focusBorder: '#f38518',
  contrastBorder: '#6fc3df',
  contrastActiveBorder: '#f38518',
  'panel-border': '#6fc3df',
  'editorIndentGuide-background1': '#ffffff40',
  'sideBarSectionHeader-background': '#000000',
  'list-inactiveSelectionBackground': '#000000',
  'textLink-foreground': '#21a6ff',
  'textBlockQuote-background': '#000000',
  'editorWidget-background': '#0c141f',
  'editorWidget-border': '#6fc3df',
  'editorHoverWidget-background': '#0c141f',
  'editorHoverWidget-border': '#6fc3df',
  'button-background': '#000000',
  'button-secondaryForeground': '#ffffff',
  'charts-foreground': '#ffffff',
  'charts-red': '#f48771',
  'charts-orange': '#ff9b3b',
  'charts-yellow': '#ffd370',
  'charts-blue': '#3794ff',
};

const HC_LIGHT: Colors = {
  ...without(LIGHT, 'list-hoverBackground', 'widget-shadow', 'button-secondaryBackground'),
  foreground: '#292929',
  'editor-foreground': '#292929',
  'editor-background': '#ffffff',
  descriptionForeground: '#292929b3',
  focusBorder: '#006bbd',
  contrastBorder: '#0f4a85',
  contrastActiveBorder: '#006bbd',
  'panel-border': '#0f4a85',
  'editorIndentGuide-background1': '#cccccc',
  'sideBarSectionHeader-background': '#ffffff',
  'list-inactiveSelectionBackground': '#0f4a851a',
  'textLink-foreground': '#0f4a85',
  'textBlockQuote-background': '#f2f2f2',
  'editorWidget-background': '#ffffff',
  'editorWidget-border': '#0f4a85',
  'editorHoverWidget-background': '#ffffff',
  'editorHoverWidget-border': '#0f4a85',
  'button-background': '#0f4a85',
  'button-secondaryForeground': '#292929',
  'charts-foreground': '#292929',
  'charts-red': '#b5200d',
  'charts-orange': '#895503',
  'charts-yellow': '#895503',
  'charts-blue': '#1a85ff',
};

const PALETTES: Readonly<Record<ThemeName, Colors>> = {
  'vscode-light': LIGHT,
  'vscode-dark': DARK,
  'vscode-high-contrast': HC_DARK,
  'vscode-high-contrast-light': HC_LIGHT,
};

/** A style sheet with the variables of every theme, chosen by the class of the page. */
export function themeSheet(): string {
  const fonts =
    '--vscode-font-family: "Segoe UI", "Open Sans", sans-serif; --vscode-font-size: 13px; --vscode-editor-font-family: monospace;';
  return THEMES.map((theme) => {
    const variables = Object.entries(PALETTES[theme]).map(([name, value]) => `--vscode-${name}: ${value};`);
    return `html.${theme} { ${fonts} ${variables.join(' ')} }`;
  }).join('\n');
}

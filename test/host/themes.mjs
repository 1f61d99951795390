/** The themes that every supported version of VS Code has. */

/**
 * `setting` is the value of `workbench.colorTheme`, `label` what the list of themes shows, `workbenchClass` the class
 * that the workbench then has.
 * @satisfies {Record<string, { setting: string, label: string, workbenchClass: string }>}
 */
export const themes = {
  light: { setting: 'Default Light Modern', label: 'Light Modern', workbenchClass: 'vs' },
  dark: { setting: 'Default Dark Modern', label: 'Dark Modern', workbenchClass: 'vs-dark' },
  highContrast: { setting: 'Default High Contrast', label: 'Dark High Contrast', workbenchClass: 'hc-black' },
  highContrastLight: {
    setting: 'Default High Contrast Light',
    label: 'Light High Contrast',
    workbenchClass: 'hc-light',
  },
};

/** @typedef {keyof typeof themes} Theme */

import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../../src/editor/caseContext.js';
import { DIAGNOSTIC_LEVELS } from '../../src/editor/settings.js';
import { equal, ok } from './assert.js';
import { api, extension } from './trail.js';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: { readonly [menu: string]: readonly { readonly command: string }[] };
    readonly views: { readonly [container: string]: readonly { readonly id: string }[] };
    readonly configuration: readonly {
      readonly properties: { readonly [key: string]: { readonly enum?: readonly string[] } };
    }[];
  };
}

async function readJson<T>(file: string): Promise<{ readonly text: string; readonly value: T }> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension().extensionUri, file));
  const text = new TextDecoder().decode(bytes);
  return { text, value: JSON.parse(text) as T };
}

describe('manifest', () => {
  before(api);

  it('declares every command that is registered, and registers every one declared', async () => {
    const { contributes } = (await readJson<Manifest>('package.json')).value;
    const views = Object.values(contributes.views).flat();
    const made = (command: string): boolean => views.some(({ id }) => command.startsWith(`${id}.`));
    const registered = (await vscode.commands.getCommands(true)).filter(
      (command) => command.startsWith('snapshotTrail.') && !made(command),
    );
    equal(registered.sort(), contributes.commands.map(({ command }) => command).sort());
  });

  it('puts only declared commands into menus', async () => {
    const { contributes } = (await readJson<Manifest>('package.json')).value;
    const declared = new Set(contributes.commands.map(({ command }) => command));
    const used = Object.values(contributes.menus)
      .flat()
      .map(({ command }) => command);
    equal(
      used.filter((command) => !declared.has(command)),
      [],
    );
  });

  it('defines every text that it uses, and uses every text defined', async () => {
    const { text } = await readJson('package.json');
    const texts = (await readJson<{ readonly [key: string]: string }>('package.nls.json')).value;
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');
    equal([...new Set(used)].sort(), Object.keys(texts).sort());
    equal(
      Object.entries(texts).filter(([, value]) => value.trim() === ''),
      [],
    );
  });

  it('asks only for context keys that are set', async () => {
    const { text } = await readJson('package.json');
    const asked = [...text.matchAll(/snapshotTrail:(\w+)/g)].map((match) => match[1] ?? '');
    equal([...new Set(asked)].sort(), [...CONTEXT_KEYS].sort());
  });

  it('offers exactly the diagnostic levels that the code knows', async () => {
    const { contributes } = (await readJson<Manifest>('package.json')).value;
    const levels = contributes.configuration.map(
      ({ properties }) => properties['snapshotTrail.diagnostics.level']?.enum,
    );
    equal(levels.filter((level) => level !== undefined)[0], DIAGNOSTIC_LEVELS);
  });

  it('says what it can do everywhere', () => {
    const { capabilities, main, browser } = extension().packageJSON;
    equal(capabilities.untrustedWorkspaces.supported, true);
    equal(capabilities.virtualWorkspaces, true);
    ok(main && browser, 'both entry points');
  });
});

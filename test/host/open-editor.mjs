/** Opens VS Code for a person: the desktop one if it can be shown, else a server and its address. */
import { spawn } from 'node:child_process';
import { desktopEditor, hasDisplay } from './desktop.mjs';
import { startGroup, temporaryFolder, whenEnded } from './ending.mjs';
import { startHost } from './hosts.mjs';
import { extensionFolder } from './paths.mjs';
import { quietSettings } from './settings.mjs';

/**
 * Returns when the editor has been closed.
 * @param {string} folder
 */
export async function openEditor(folder) {
  const desktop = desktopEditor();
  await (desktop ? openDesktop(desktop, folder) : openServer(folder));
}

/**
 * @param {string} program
 * @param {string} folder
 */
async function openDesktop(program, folder) {
  const profile = temporaryFolder('profile').path;
  console.log(`Opening ${program}. Close its window or press Ctrl+C to end.`);
  const flags = [
    `--user-data-dir=${profile}`,
    '--skip-welcome',
    '--skip-release-notes',
    '--disable-workspace-trust',
  ];
  const { child } = startGroup(program, [folder, `--extensionDevelopmentPath=${extensionFolder}`, ...flags]);
  await whenEnded(child);
}

/** @param {string} folder */
async function openServer(folder) {
  const server = await startHost('current', { folder, extension: extensionFolder, settings: quietSettings });
  console.log(`VS Code ${server.version} is running with Snapshot Trail on ${folder}. Press Ctrl+C to end.`);
  console.log(`Open ${server.address}`);
  if (hasDisplay()) showInBrowser(server.address);
  await server.ended;
  throw new Error("VS Code's server has ended.");
}

/** @param {string} address */
function showInBrowser(address) {
  const commands = { darwin: ['open'], win32: ['rundll32', 'url.dll,FileProtocolHandler'] };
  const [command, ...args] =
    process.platform === 'darwin' || process.platform === 'win32' ? commands[process.platform] : ['xdg-open'];
  if (!command) return;
  const opener = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
  // Without such a command the address has been printed.
  opener.on('error', () => undefined);
  opener.unref();
}

/** A desktop VS Code on this machine, if there is one and a display to show it on. */
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';

export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** The path of its program: the one named by `SNAPSHOT_TRAIL_VSCODE`, or an installed one. */
export function desktopEditor() {
  const named = process.env['SNAPSHOT_TRAIL_VSCODE'];
  if (named) return named;
  return hasDisplay()
    ? [...usualPlaces(), ...behindCodeCommand()].find((path) => existsSync(path))
    : undefined;
}

function usualPlaces() {
  const { LOCALAPPDATA: local, PROGRAMFILES: programs } = process.env;
  switch (process.platform) {
    case 'darwin':
      return ['', homedir()].map(
        (base) => `${base}/Applications/Visual Studio Code.app/Contents/MacOS/Electron`,
      );
    case 'win32':
      return [local && join(local, 'Programs'), programs].flatMap((base) =>
        base ? [join(base, 'Microsoft VS Code', 'Code.exe')] : [],
      );
    default:
      return [
        '/usr/share/code/code',
        '/opt/visual-studio-code/code',
        '/snap/code/current/usr/share/code/code',
      ];
  }
}

/** `code` on the PATH is a script in the program's `bin` folder; it returns at once and tells no exit code. */
function behindCodeCommand() {
  if (process.platform !== 'linux') return [];
  const commands = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'code'));
  return commands
    .filter((command) => existsSync(command))
    .map((command) => dirname(realpathSync(command)))
    .filter((folder) => basename(folder) === 'bin')
    .map((folder) => join(dirname(folder), 'code'));
}

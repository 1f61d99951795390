import * as vscode from 'vscode';

export const MEMORY_SCHEME = 'snapshot-trail-test';

interface Entry {
  readonly bytes: Uint8Array | null;
  readonly mtime: number;
}

/** Files in memory: the same in every extension host, and they can be broken at will. */
export class MemoryFs implements vscode.FileSystemProvider {
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  /** Paths that may not be read. */
  readonly forbidden = new Set<string>();
  /** Folders that are links, and where they lead. */
  readonly links = new Map<string, string>();
  /** How often each path was read. */
  readonly reads = new Map<string, number>();
  #clock = 1_600_000_000_000;

  register(): vscode.Disposable {
    return vscode.workspace.registerFileSystemProvider(MEMORY_SCHEME, this, { isCaseSensitive: true });
  }

  uri(path: string): vscode.Uri {
    return vscode.Uri.from({ scheme: MEMORY_SCHEME, path });
  }

  put(path: string, content: string | Uint8Array): vscode.Uri {
    const uri = this.uri(path);
    this.writeFile(uri, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    return uri;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  /** The path without links; one that leads in a circle ends somewhere in it. */
  real(path: string): string {
    let real = path;
    for (let turn = 0; turn < 40; turn++) {
      const link = [...this.links].find(([from]) => real === from || real.startsWith(`${from}/`));
      if (!link) break;
      real = `${link[1]}${real.slice(link[0].length)}`;
    }
    return real;
  }

  stat(given: vscode.Uri): vscode.FileStat {
    const uri = given.with({ path: this.real(given.path) });
    const entry = this.#entries.get(uri.path);
    if (entry?.bytes)
      return { type: vscode.FileType.File, ctime: 0, mtime: entry.mtime, size: entry.bytes.length };
    if (!this.#isFolder(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory(given: vscode.Uri): [string, vscode.FileType][] {
    const uri = given.with({ path: this.real(given.path) });
    if (this.forbidden.has(uri.path)) throw vscode.FileSystemError.NoPermissions(uri);
    const prefix = uri.path === '/' ? '/' : `${uri.path}/`;
    const names = new Map<string, vscode.FileType>();
    for (const [path, { bytes }] of this.#entries) {
      if (!path.startsWith(prefix)) continue;
      const [name, ...below] = path.slice(prefix.length).split('/');
      if (name)
        names.set(
          name,
          below.length > 0 || bytes === null ? vscode.FileType.Directory : vscode.FileType.File,
        );
    }
    for (const link of this.links.keys()) {
      const [name, ...below] = link.startsWith(prefix) ? link.slice(prefix.length).split('/') : [];
      if (name && below.length === 0)
        names.set(name, vscode.FileType.Directory | vscode.FileType.SymbolicLink);
    }
    return [...names];
  }

  readFile(uri: vscode.Uri): Uint8Array {
    this.reads.set(uri.path, (this.reads.get(uri.path) ?? 0) + 1);
    if (this.forbidden.has(uri.path)) throw vscode.FileSystemError.NoPermissions(uri);
    const bytes = this.#entries.get(uri.path)?.bytes;
    if (!bytes) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    const type = this.#entries.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.#entries.set(uri.path, { bytes: content.slice(), mtime: ++this.#clock });
    this.#changed.fire([{ type, uri }]);
  }

  createDirectory(uri: vscode.Uri): void {
    this.#entries.set(uri.path, { bytes: null, mtime: ++this.#clock });
  }

  delete(uri: vscode.Uri): void {
    for (const path of [...this.#entries.keys()]) {
      if (path === uri.path || path.startsWith(`${uri.path}/`)) this.#entries.delete(path);
    }
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions('not needed');
  }

  #isFolder(path: string): boolean {
    if (path === '/' || this.#entries.get(path)?.bytes === null) return true;
    return [...this.#entries.keys()].some((other) => other.startsWith(`${path}/`));
  }
}

/** A file system for the suite that calls this, gone when the suite ends. */
export function memoryFs(): MemoryFs {
  const files = new MemoryFs();
  let registration: vscode.Disposable | undefined;
  before(() => {
    registration = files.register();
  });
  after(() => registration?.dispose());
  return files;
}

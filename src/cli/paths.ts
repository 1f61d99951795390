import { isUtf8 } from 'node:buffer';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { memberPath } from '../core/formats/containers/memberUri.js';

/** The path of a name in a folder: text where it can be, else its bytes. */
export function pathBelow(folder: string | Buffer, name: Buffer): string | Buffer {
  if (typeof folder === 'string' && isUtf8(name)) return join(folder, name.toString());
  const before = Buffer.from(folder);
  const ends = before.at(-1) === sep.charCodeAt(0);
  return Buffer.concat(ends ? [before, name] : [before, Buffer.from(sep), name]);
}

/** A path for people. */
export function shownPath(path: string | Buffer): string {
  return path.toString();
}

/** An address of {@link uriOfPath}, or of a member of an archive there, for people. */
export function shownUri(uri: string): string {
  const { fileUri, path } = memberPath(uri);
  return [fileURLToPath(fileUri), ...path].join(': ');
}

/** The address of a path. Bytes that are no UTF-8 stand in it as they are, percent-encoded. */
export function uriOfPath(path: string | Buffer): string {
  if (typeof path === 'string') return pathToFileURL(resolve(path)).href;
  const before = path[0] === sep.charCodeAt(0) ? '' : `${resolve('.')}${sep}`;
  const bytes = Buffer.concat([Buffer.from(before), path]);
  const encoded = Array.from(bytes, (byte) =>
    UNRESERVED.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return `file://${encoded.join('')}`;
}

const UNRESERVED = /[A-Za-z0-9/._~-]/;

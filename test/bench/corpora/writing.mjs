/** Files of a corpus, written piece by piece: no more than a file of a few megabytes is held at a time. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

/** How many files are compressed at once while the next is made: compressing takes longer than making. */
const PACKING_AT_ONCE = 4;

/** Bytes of a plain file that are gathered before they are written. */
const PIECE = 4_000_000;

/** Writes gzip files, a few of them being compressed at a time in Node's own threads. */
export class GzipFiles {
  /** @type {Set<Promise<void>>} */
  #packing = new Set();

  /**
   * @param {string} path
   * @param {string} text
   */
  async write(path, text) {
    mkdirSync(dirname(path), { recursive: true });
    const packed = pack(text).then((bytes) => writeFile(path, bytes));
    this.#packing.add(packed);
    packed.finally(() => this.#packing.delete(packed)).catch(() => undefined);
    if (this.#packing.size >= PACKING_AT_ONCE) await Promise.race(this.#packing);
  }

  /** Until everything is written. @throws what went wrong with any file */
  async close() {
    await Promise.all(this.#packing);
  }
}

/** A plain file, written in pieces. */
export class PlainFile {
  #file;
  /** @type {string[]} */
  #gathered = [];
  #written = 0;
  /** Characters written, which are bytes as long as they are ASCII. */
  size = 0;

  /** @param {string} path */
  constructor(path) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'w');
  }

  /** @param {string} text */
  write(text) {
    this.#gathered.push(text);
    this.size += text.length;
    if (this.size - this.#written >= PIECE) this.#flush();
  }

  close() {
    this.#flush();
    closeSync(this.#file);
  }

  #flush() {
    writeSync(this.#file, this.#gathered.join(''));
    this.#gathered = [];
    this.#written = this.size;
  }
}

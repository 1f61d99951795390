import type { InputFile } from '../formats/byteStream.js';

/** SHA-256 of bytes that come one after another. */
export interface Hash {
  update(bytes: Uint8Array): void;
  /** Hex. */
  digest(): string;
}

/** A file that is hashed while it is read: what is read in order costs no second reading. */
export class HashedFile implements InputFile {
  readonly size: number;
  readonly #file: InputFile;
  readonly #hash: Hash;
  /** Up to here it has been hashed. */
  #at = 0;

  constructor(file: InputFile, hash: Hash) {
    this.size = file.size;
    this.#file = file;
    this.#hash = hash;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = await this.#file.read(offset, length);
    if (offset <= this.#at && offset + bytes.length > this.#at) {
      this.#hash.update(bytes.subarray(this.#at - offset));
      this.#at = offset + bytes.length;
    }
    return bytes;
  }

  /** Hex SHA-256 of the whole file. To be asked once. */
  async digest(pieceBytes: number): Promise<string> {
    while (this.#at < this.size && (await this.read(this.#at, pieceBytes)).length > 0);
    return this.#hash.digest();
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as gzip and ZIP state it (RFC 1952, section 8), and the length of what went in. */
export class Crc32 {
  #crc = 0xffffffff;
  #length = 0;

  add(bytes: Uint8Array): void {
    let crc = this.#crc;
    for (let at = 0; at < bytes.length; at++) {
      crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
    }
    this.#crc = crc;
    this.#length += bytes.length;
  }

  get value(): number {
    return (this.#crc ^ 0xffffffff) >>> 0;
  }

  get length(): number {
    return this.#length;
  }
}

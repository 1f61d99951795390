import { deflateRawSync, gzipSync } from 'node:zlib';
import { MAGIC_BYTES, wrappingOf } from '../../src/core/formats/containers/magic.js';
import { Xxh64 } from '../../src/core/formats/containers/xxh64.js';
import { TAR_END, tarMember, zipBytes } from '../support/archives.js';
import { crc32 } from '../support/crc32.js';
import { breakBytes } from './breaking.js';
import type { Dice } from './dice.js';

/** A file as it lies on disk, and what it holds when everything that wraps it is opened. */
export interface Wrapped {
  readonly bytes: Buffer;
  /** What its members held before they were packed, in their order. */
  readonly contents: readonly Buffer[];
  /** Nothing was done to it after the packing, and what was packed does not seem to be packed itself. */
  readonly isSound: boolean;
  /** How often it is packed, from the outside to the inside. */
  readonly layers: readonly Layer[];
}

export type Layer = 'gzip' | 'zstd' | 'tar' | 'zip';

/** Packs `contents` in up to three layers, and sometimes breaks the result. */
export function wrapped(contents: readonly Buffer[], dice: Dice): Wrapped {
  const layers: Layer[] = [];
  let inside = contents.map((bytes, index) => ({ name: `log ${index}.json`, bytes }));
  for (let left = 1 + dice.below(dice.one([1, 1, 3])); left > 0; left--) {
    const layer: Layer =
      inside.length > 1 ? dice.one(['zip', 'tar']) : dice.one(['gzip', 'gzip', 'zip', 'tar', 'zstd']);
    inside = [{ name: `inner.${layer}`, bytes: PACKERS[layer](inside, dice) }];
    layers.unshift(layer);
  }
  const bytes = inside[0]?.bytes ?? Buffer.alloc(0);
  const kept = dice.oneIn(2) ? bytes : breakBytes(bytes, dice);
  return { bytes: kept, contents, isSound: kept.equals(bytes) && contents.every(isText), layers };
}

/** False where breaking has made something of it that seems to be packed. */
export function isText(content: Buffer): boolean {
  return wrappingOf(content.subarray(0, MAGIC_BYTES)) === null;
}

interface Named {
  readonly name: string;
  readonly bytes: Buffer;
}

const PACKERS: Readonly<Record<Layer, (inside: readonly Named[], dice: Dice) => Buffer>> = {
  gzip: ([one], dice) =>
    Buffer.concat(parts(one?.bytes ?? Buffer.alloc(0), dice).map((part) => gzipSync(part))),
  zstd: ([one], dice) => Buffer.concat(parts(one?.bytes ?? Buffer.alloc(0), dice).map(zstdFrame)),
  tar: (inside, dice) =>
    Buffer.concat([
      ...inside.flatMap(({ name, bytes }) => [
        ...(dice.oneIn(4) ? [tarMember('folder/', '', '5')] : []),
        tarMember(name, bytes),
      ]),
      TAR_END,
    ]),
  zip: (inside, dice) =>
    zipBytes(
      inside.map(({ name, bytes }) => {
        const about = { name, size: bytes.length, crc32: crc32(bytes) };
        return dice.one([
          () => ({ ...about, packed: bytes }),
          () => ({ ...about, packed: deflateRawSync(bytes), method: 8 }),
          () => ({ ...about, packed: zstdFrame(bytes), method: 93 }),
        ])();
      }),
    ),
};

/** One to three parts, which together are `bytes`. */
function parts(bytes: Buffer, dice: Dice): Buffer[] {
  const cuts = Array.from({ length: dice.below(3) }, () => dice.below(bytes.length + 1)).sort(
    (a, b) => a - b,
  );
  return [...cuts, bytes.length].map((end, index) => bytes.subarray(index === 0 ? 0 : cuts[index - 1], end));
}

const BLOCK_BYTES = 1000;

/** A frame of raw blocks with its checksum: what is read is the format, not the art of packing. */
function zstdFrame(bytes: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length);
  const out: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa4]), size];
  let at = 0;
  do {
    const block = bytes.subarray(at, at + BLOCK_BYTES);
    at += BLOCK_BYTES;
    const header = Buffer.alloc(3);
    header.writeUIntLE((block.length << 3) | (at >= bytes.length ? 1 : 0), 0, 3);
    out.push(header, block);
  } while (at < bytes.length);
  const hash = new Xxh64();
  hash.add(bytes);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(hash.low32);
  return Buffer.concat([...out, checksum]);
}

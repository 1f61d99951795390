const PRIME_1 = 0x9e3779b185ebca87n;
const PRIME_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME_3 = 0x165667b19e3779f9n;
const PRIME_4 = 0x85ebca77c2b2ae63n;
const PRIME_5 = 0x27d4eb2f165667c5n;
const STRIPE = 32;
const LANES = 4;

/**
 * XXH64 with seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), the checksum of Zstandard. The
 * stripes are reckoned in 32-bit halves, as `BigInt` is too slow for all bytes of a log; the rest of the end in `BigInt`.
 */
export class Xxh64 {
  /** Low and high half of each lane. */
  readonly #lanes = new Uint32Array(2 * LANES);
  readonly #held = new Uint8Array(STRIPE);
  #heldBytes = 0;
  #length = 0;

  constructor() {
    [PRIME_1 + PRIME_2, PRIME_2, 0n, -PRIME_1].forEach((value, lane) => {
      this.#lanes[2 * lane] = Number(uint64(value) & 0xffffffffn);
      this.#lanes[2 * lane + 1] = Number(uint64(value) >> 32n);
    });
  }

  add(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    if (this.#heldBytes > 0) {
      at = Math.min(STRIPE - this.#heldBytes, bytes.length);
      this.#held.set(bytes.subarray(0, at), this.#heldBytes);
      this.#heldBytes += at;
      if (this.#heldBytes < STRIPE) return;
      this.#stripes(this.#held, 0);
      this.#heldBytes = 0;
    }
    at = this.#stripes(bytes, at);
    this.#held.set(bytes.subarray(at));
    this.#heldBytes = bytes.length - at;
  }

  /** The low four bytes, which is what Zstandard writes. */
  get low32(): number {
    let hash = this.#length < STRIPE ? PRIME_5 : this.#merged();
    hash = uint64(hash + BigInt(this.#length));
    const rest = this.#held.subarray(0, this.#heldBytes);
    const view = new DataView(rest.buffer, rest.byteOffset, rest.length);
    let at = 0;
    for (; at + 8 <= rest.length; at += 8) {
      hash = uint64(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * PRIME_1 + PRIME_4);
    }
    if (at + 4 <= rest.length) {
      hash = uint64(
        rotate(hash ^ uint64(BigInt(view.getUint32(at, true)) * PRIME_1), 23n) * PRIME_2 + PRIME_3,
      );
      at += 4;
    }
    for (; at < rest.length; at++) {
      hash = uint64(rotate(hash ^ uint64(BigInt(view.getUint8(at)) * PRIME_5), 11n) * PRIME_1);
    }
    hash = uint64((hash ^ (hash >> 33n)) * PRIME_2);
    hash = uint64((hash ^ (hash >> 29n)) * PRIME_3);
    return Number((hash ^ (hash >> 32n)) & 0xffffffffn);
  }

  #merged(): bigint {
    const lanes = Array.from(
      { length: LANES },
      (_, lane) => (BigInt(this.#lanes[2 * lane + 1] ?? 0) << 32n) | BigInt(this.#lanes[2 * lane] ?? 0),
    );
    const start = lanes.reduce((sum, lane, index) => sum + rotate(lane, [1n, 7n, 12n, 18n][index] ?? 0n), 0n);
    return lanes.reduce((hash, lane) => uint64((hash ^ round(0n, lane)) * PRIME_1 + PRIME_4), uint64(start));
  }

  /** Takes whole stripes from `at` on; answers where they end. */
  #stripes(bytes: Uint8Array, from: number): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = from;
    for (; at + STRIPE <= bytes.length; at += STRIPE) {
      for (let lane = 0; lane < LANES; lane++) {
        this.#round(2 * lane, view.getUint32(at + 8 * lane, true), view.getUint32(at + 8 * lane + 4, true));
      }
    }
    return at;
  }

  /** lane = rotate(lane + input × PRIME_2, 31) × PRIME_1, in halves. */
  #round(index: number, inputLow: number, inputHigh: number): void {
    const addLow = Math.imul(inputLow, 0x27d4eb4f) >>> 0;
    const addHigh =
      highOf(inputLow, 0x27d4eb4f) + Math.imul(inputLow, 0xc2b2ae3d) + Math.imul(inputHigh, 0x27d4eb4f);
    const sumLow = (this.#lanes[index] ?? 0) + addLow;
    const carry = sumLow > 0xffffffff ? 1 : 0;
    const sumHigh = ((this.#lanes[index + 1] ?? 0) + addHigh + carry) | 0;
    const low = ((sumLow << 31) | (sumHigh >>> 1)) >>> 0;
    const high = ((sumHigh << 31) | ((sumLow | 0) >>> 1)) >>> 0;
    this.#lanes[index] = Math.imul(low, 0x85ebca87);
    this.#lanes[index + 1] =
      highOf(low, 0x85ebca87) + Math.imul(low, 0x9e3779b1) + Math.imul(high, 0x85ebca87);
  }
}

/** The upper 32 bits of the product of two numbers of 32 bits. */
function highOf(first: number, second: number): number {
  const firstLow = first & 0xffff;
  const firstHigh = first >>> 16;
  const secondLow = second & 0xffff;
  const secondHigh = second >>> 16;
  const middle = firstHigh * secondLow + ((firstLow * secondLow) >>> 16);
  const other = firstLow * secondHigh + (middle % 0x10000);
  return firstHigh * secondHigh + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000);
}

function round(lane: bigint, input: bigint): bigint {
  return uint64(rotate(uint64(lane + input * PRIME_2), 31n) * PRIME_1);
}

function rotate(value: bigint, bits: bigint): bigint {
  return uint64(value << bits) | (value >> (64n - bits));
}

function uint64(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

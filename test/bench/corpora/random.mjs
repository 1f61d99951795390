/** Numbers that follow from a seed, and the ids that logs are full of. */

const HEX = [...'0123456789abcdef'];

/**
 * Numbers from 0 to 1 that follow from `seed` (mulberry32).
 * @param {number} seed
 * @returns {() => number}
 */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * `length` hexadecimal digits.
 * @param {() => number} next
 * @param {number} length
 */
export function hex(next, length) {
  let digits = '';
  for (let count = 0; count < length; count++) digits += HEX[Math.floor(next() * 16)];
  return digits;
}

/**
 * A UUID in form.
 * @param {() => number} next
 */
export const uuid = (next) =>
  `${hex(next, 8)}-${hex(next, 4)}-4${hex(next, 3)}-8${hex(next, 3)}-${hex(next, 12)}`;

/**
 * @template T
 * @param {() => number} next
 * @param {readonly T[]} list
 * @returns {T}
 */
export const oneOf = (next, list) => /** @type {T} */ (list[Math.floor(next() * list.length)]);

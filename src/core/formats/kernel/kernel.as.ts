/**
 * The inner loops over bytes, in AssemblyScript: compiled to WebAssembly by `npm run generate`. Sixty-four bytes are
 * looked at at once, as simdjson does (G. Langdale, D. Lemire: "Parsing Gigabytes of JSON per Second", 2019): where
 * the quotes stand tells what lies inside strings, and only brackets, colons and line breaks outside of them are
 * looked at one by one. What is not plainly in order is left to `recordScanner.ts`, which judges damage.
 *
 * The memory: tables that `kernel.ts` writes, a list of records that it reads, and the window of text.
 */

/** For every set of keys a record may have: which key's value names its operation (its bit), or 0: look closer. */
const DECISIONS: usize = 0x1000;
/** How many records with each set of keys were passed, as u32. */
const COUNTS: usize = 0x2000;
/** One bit for each hash of a name that somebody wants. */
const WANTED: usize = 0x4000;
const WANTED_BITS: u32 = 0xffff;
/** Start and end of the last value of each key, by the key's number. */
const VALUES: usize = 0x3000;
const VALUES_SIZE: usize = 0x80;
/** Keys: length, own number, number of the table below it, then up to 20 bytes. */
const OUTER: usize = 0x3100;
const INNER: usize = 0x3400;
const ENVELOPES: usize = 0x3c00;
const KEY_SIZE: usize = 24;
const TABLE_SIZE: usize = 0x100;
/** Records to look at: start, end, set of keys, how many were passed before, start and end of the operation's name. */
const FOUND: usize = 0x8000;
const FOUND_SIZE: usize = 24;
const FOUND_MAX: i32 = 4096;

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const LF: u8 = 0x0a;
const CR: u8 = 0x0d;
const COMMA: u8 = 0x2c;
const COLON: u8 = 0x3a;
const OPEN_OBJECT: u8 = 0x7b;
const OPEN_ARRAY: u8 = 0x5b;
const ODD: u64 = 0xaaaaaaaaaaaaaaaa;
/** The kinds of open brackets are kept as bits of a number. */
const MAX_DEPTH: i32 = 60;

export let found: i32 = 0;
export let passed: i32 = 0;
/** True when the text ended inside a record, or before the next begins: only more of it can tell. */
export let unfinished: bool = false;

function isSpace(byte: u8): bool {
  return byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09;
}

/** The key that ends before `end` (its quote), in a table of `KEY_SIZE` entries ended by a length of 0; 0 for none. */
function keyBefore(table: usize, end: usize, limit: usize): usize {
  const last = load<u8>(end - 1);
  for (let entry = table; load<u8>(entry) != 0; entry += KEY_SIZE) {
    const length = <usize>load<u8>(entry);
    if (load<u8>(entry + 3 + length) != last) continue;
    const start = end - length;
    if (start <= limit || load<u8>(start - 1) != QUOTE || load<u8>(start - 2) == BACKSLASH) continue;
    let index: usize = 0;
    while (index < length && load<u8>(start + index) == load<u8>(entry + 4 + index)) index++;
    if (index == length) return entry;
  }
  return 0;
}

const HASH_START: u32 = 0x811c9dc5;
const HASH_FACTOR: u32 = 0x01000193;

/** True where a part of a name such as `v1` begins. */
function isVersion(start: usize): bool {
  return (load<u8>(start) | 0x20) == 0x76 && load<u8>(start + 1) - 0x30 < 10;
}

/**
 * True when the name from `start` to `end` may be wanted: by its last two parts between dots, or by the last alone where
 * a version stands before it; letters count in any case.
 */
function mayBeWanted(start: usize, end: usize): bool {
  // From the beginning of the part, and of the part before it.
  let part: u32 = HASH_START;
  let hash: u32 = HASH_START;
  let begin = start;
  for (let at = start; at < end; at++) {
    let byte = load<u8>(at);
    if (byte >= 0x80 || byte == BACKSLASH) return true;
    if (byte == 0x2e) {
      hash = isVersion(begin) ? HASH_START : (part ^ byte) * HASH_FACTOR;
      part = HASH_START;
      begin = at + 1;
      continue;
    }
    if (byte - 0x41 < 26) byte |= 0x20;
    part = (part ^ byte) * HASH_FACTOR;
    hash = (hash ^ byte) * HASH_FACTOR;
  }
  const bit = (hash ^ (hash >> 16)) & WANTED_BITS;
  return (load<u8>(WANTED + (bit >> 3)) & (<u8>1 << (<u8>bit & 7))) != 0;
}

function maskOf(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(a)) |
    (<u64>(<u32>i8x16.bitmask(b)) << 16) |
    (<u64>(<u32>i8x16.bitmask(c)) << 32) |
    (<u64>(<u32>i8x16.bitmask(d)) << 48)
  );
}

/** By the low and by the high half of a byte: classes of bytes that may stand outside strings (see `jsonBytes.ts`). */
const LOW: v128 = i8x16(6, 36, 70, 68, 68, 108, 36, 4, 4, 5, 5, 82, 34, 83, 34, 0);
const HIGH: v128 = i8x16(1, 0, 2, 4, 8, 16, 32, 64, 0, 0, 0, 0, 0, 0, 0, 0);

function allowed(bytes: v128): v128 {
  const low = i8x16.swizzle(LOW, v128.and(bytes, i8x16.splat(0x0f)));
  const high = i8x16.swizzle(HIGH, i8x16.shr_u(bytes, 4));
  return v128.and(low, high);
}

/**
 * Passes records from `from` on, where one begins or may begin after blanks and commas, up to `to`. `column`: where
 * records begin on their line, -1 when they do not; `root`: they may be envelopes of records. Answers where it
 * stopped: at a record (or what stands in the place of one) that it does not judge, or that does not end before `to`.
 */
export function scan(from: usize, to: usize, column: i32, root: bool): usize {
  found = 0;
  passed = 0;
  unfinished = false;
  // What the call before left of a record that it did not finish.
  memory.fill(VALUES, 0, VALUES_SIZE);
  let start = from;
  // Between records: the next must be an object.
  while (start < to && (isSpace(load<u8>(start)) || load<u8>(start) == COMMA)) start++;
  if (start >= to) {
    unfinished = true;
    return from;
  }
  if (load<u8>(start) != OPEN_OBJECT) return start;

  let depth: i32 = 0;
  let kinds: u64 = 0;
  let inner: usize = 0;
  let keys: i32 = 0;
  let inString: u64 = 0;
  let escaped: u64 = 0;
  const quote = i8x16.splat(<i8>QUOTE);
  const backslash = i8x16.splat(<i8>BACKSLASH);
  const bit5 = i8x16.splat(0x20);
  const opens = i8x16.splat(<i8>OPEN_OBJECT);
  const closes = i8x16.splat(0x7d);
  const colon = i8x16.splat(<i8>COLON);
  const zero = i8x16.splat(0);
  const feed = i8x16.splat(<i8>LF);
  const returns = i8x16.splat(<i8>CR);

  for (let block = start; block < to; block += 64) {
    const a = v128.load(block);
    const b = v128.load(block, 16);
    const c = v128.load(block, 32);
    const d = v128.load(block, 48);

    let quotes = maskOf(i8x16.eq(a, quote), i8x16.eq(b, quote), i8x16.eq(c, quote), i8x16.eq(d, quote));
    const slashes = maskOf(
      i8x16.eq(a, backslash),
      i8x16.eq(b, backslash),
      i8x16.eq(c, backslash),
      i8x16.eq(d, backslash),
    );
    if ((slashes | escaped) != 0) {
      const escapes = slashes & ~escaped;
      const ends = ((escapes << 1) | ODD) - escapes;
      const terminal = ends ^ ODD;
      quotes &= ~(terminal ^ (slashes | escaped));
      escaped = (terminal & slashes) >> 63;
    }
    // A bit for every byte that an odd number of quotes precedes: inside a string, its first quote with it.
    let inside = quotes ^ (quotes << 1);
    inside ^= inside << 2;
    inside ^= inside << 4;
    inside ^= inside << 8;
    inside ^= inside << 16;
    inside ^= inside << 32;
    inside ^= inString;
    inString = <u64>(<i64>inside >> 63);

    const breaks = maskOf(
      v128.or(i8x16.eq(a, feed), i8x16.eq(a, returns)),
      v128.or(i8x16.eq(b, feed), i8x16.eq(b, returns)),
      v128.or(i8x16.eq(c, feed), i8x16.eq(c, returns)),
      v128.or(i8x16.eq(d, feed), i8x16.eq(d, returns)),
    );
    const illegal = maskOf(
      i8x16.eq(allowed(a), zero),
      i8x16.eq(allowed(b), zero),
      i8x16.eq(allowed(c), zero),
      i8x16.eq(allowed(d), zero),
    );
    const a5 = v128.or(a, bit5);
    const b5 = v128.or(b, bit5);
    const c5 = v128.or(c, bit5);
    const d5 = v128.or(d, bit5);
    const opening = maskOf(i8x16.eq(a5, opens), i8x16.eq(b5, opens), i8x16.eq(c5, opens), i8x16.eq(d5, opens));
    let marks =
      opening |
      maskOf(i8x16.eq(a5, closes), i8x16.eq(b5, closes), i8x16.eq(c5, closes), i8x16.eq(d5, closes)) |
      maskOf(i8x16.eq(a, colon), i8x16.eq(b, colon), i8x16.eq(c, colon), i8x16.eq(d, colon)) |
      breaks;
    marks &= ~inside;
    // Of a block with something that is not in order, only what stands before it counts.
    const bad = (illegal & ~inside) | (breaks & inside);
    if (bad != 0) marks &= (bad & -bad) - 1;
    const rest = to - block;
    if (rest < 64) marks &= (<u64>1 << rest) - 1;

    while (marks != 0) {
      const at = block + <usize>ctz(marks);
      marks &= marks - 1;
      const byte = load<u8>(at);
      if (byte == COLON) {
        if (depth > 2 || depth == 0 || (depth == 2 && inner == 0) || (kinds & (<u64>1 << depth)) == 0) continue;
        let end = at - 1;
        while (end > start && isSpace(load<u8>(end))) end--;
        if (load<u8>(end) != QUOTE) continue;
        let value = at + 1;
        while (value < to && isSpace(load<u8>(value))) value++;
        if (depth == 1) {
          inner = 0;
          if (root && load<u8>(value) == OPEN_ARRAY && keyBefore(ENVELOPES, end, start) != 0) return start;
        }
        const key = keyBefore(depth == 1 ? OUTER : inner, end, start);
        if (key == 0) continue;
        const below = load<u8>(key + 2);
        if (below != 0) inner = INNER + <usize>(below - 1) * TABLE_SIZE;
        const number = load<u8>(key + 1);
        // Only a text tells something: Azure's records have objects of the names that CloudTrail uses.
        if (number == 0 || value >= to || load<u8>(value) != QUOTE) continue;
        keys |= 1 << (number - 1);
        const first = value + 1;
        let last = first;
        while (last < to && load<u8>(last) != QUOTE) last += load<u8>(last) == BACKSLASH ? 2 : 1;
        if (last == first) continue;
        store<u32>(VALUES + (<usize>number << 3), <u32>first);
        store<u32>(VALUES + (<usize>number << 3), <u32>last, 4);
      } else if (byte == LF || byte == CR) {
        if (depth == 0 || column < 0 || (byte == CR && load<u8>(at + 1) == LF)) continue;
        const begins = at + 1 + <usize>column;
        if (begins < to && load<u8>(begins) == OPEN_OBJECT) return start;
      } else if ((byte | 0x20) == OPEN_OBJECT) {
        const isObject = byte == OPEN_OBJECT;
        if (depth > 0) {
          let before = at - 1;
          while (isSpace(load<u8>(before))) before--;
          const previous = load<u8>(before);
          if ((kinds & (<u64>1 << depth)) != 0 ? previous != COLON : previous != COMMA && previous != OPEN_ARRAY)
            return start;
          if (depth == MAX_DEPTH) return start;
        } else if (at != start) return start;
        depth++;
        kinds = isObject ? kinds | (<u64>1 << depth) : kinds & ~(<u64>1 << depth);
      } else {
        if (depth == 0) return start;
        if (((kinds & (<u64>1 << depth)) != 0) != (byte == 0x7d)) return start;
        if (--depth > 0) continue;
        // The record is whole.
        const end = at + 1;
        const decision = <usize>load<u8>(DECISIONS + <usize>keys);
        const name: usize = decision == 0 ? 0 : <usize>load<u32>(VALUES + (decision << 3));
        const nameEnd: usize = name == 0 ? 0 : <usize>load<u32>(VALUES + (decision << 3), 4);
        if (name == 0 || mayBeWanted(name, nameEnd)) {
          const entry = FOUND + <usize>found * FOUND_SIZE;
          store<u32>(entry, <u32>start);
          store<u32>(entry, <u32>end, 4);
          store<u32>(entry, <u32>keys, 8);
          store<u32>(entry, <u32>passed, 12);
          store<u32>(entry, <u32>name, 16);
          store<u32>(entry, <u32>nameEnd, 20);
          found++;
        } else {
          passed++;
          store<u32>(COUNTS + (<usize>keys << 2), load<u32>(COUNTS + (<usize>keys << 2)) + 1);
        }
        if (keys != 0) memory.fill(VALUES, 0, VALUES_SIZE);
        keys = 0;
        inner = 0;
        start = end;
        if (found == FOUND_MAX) return start;
        while (start < to && (isSpace(load<u8>(start)) || load<u8>(start) == COMMA)) start++;
        if (start >= to) {
          unfinished = true;
          return end;
        }
        if (load<u8>(start) != OPEN_OBJECT) return start;
      }
    }
    if (bad != 0 && (rest >= 64 || (bad & ((<u64>1 << rest) - 1)) != 0)) return start;
  }
  unfinished = true;
  return start;
}

export let lines: i32 = 0;
/** Where the last line begins, 0 when none begins in the text that was counted. */
export let lineStart: usize = 0;

/** UTF-16 units of the UTF-8 text from `from` to `to`: a sequence of four bytes is two of them, any shorter one is one. */
export function unitsOf(from: usize, to: usize): i32 {
  let count: i32 = 0;
  let at = from;
  for (; at + 16 <= to; at += 16) {
    const bytes = v128.load(at);
    // Continuation bytes are 0x80 to 0xbf, the least of all when they are taken as signed.
    count += 16 - popcnt(i8x16.bitmask(i8x16.lt_s(bytes, i8x16.splat(-64))));
    count += popcnt(i8x16.bitmask(i8x16.ge_u(bytes, i8x16.splat(-16))));
  }
  for (; at < to; at++) {
    const byte = load<u8>(at);
    if ((byte & 0xc0) != 0x80) count += byte >= 0xf0 ? 2 : 1;
  }
  return count;
}

/**
 * Counts from `from` to `to`: the lines that begin there, and where the last of them begins. A line begins after LF,
 * or at what follows a CR and is no LF. `afterReturn`: the byte before was CR.
 */
export function count(from: usize, to: usize, afterReturn: bool): void {
  let total: i32 = 0;
  let begins: usize = 0;
  let carry: i32 = afterReturn ? 1 : 0;
  let at = from;
  for (; at + 16 <= to; at += 16) {
    const bytes = v128.load(at);
    const feeds = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<i8>LF)));
    const returns = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<i8>CR)));
    const bare = ((returns << 1) | carry) & ~feeds & 0xffff;
    carry = returns >> 15;
    if ((feeds | bare) == 0) continue;
    total += popcnt(feeds) + popcnt(bare);
    // A line that begins after a feed begins one byte later than one that begins after a bare return.
    const last = 31 - clz((feeds << 1) | bare);
    begins = at + <usize>last;
  }
  for (; at < to; at++) {
    const byte = load<u8>(at);
    if (byte == LF) {
      total++;
      begins = at + 1;
    } else if (carry != 0) {
      total++;
      begins = at;
    }
    carry = byte == CR ? 1 : 0;
  }
  lines = total;
  lineStart = begins;
}

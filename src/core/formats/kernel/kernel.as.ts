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
/** For every set of keys: the two keys that may tell its time, and the two that may tell its account, or 0. */
const STAMPS: usize = 0x1400;
/** How many records with each set of keys were passed, as u32. */
const COUNTS: usize = 0x2000;
/** One bit for each hash of a name that somebody wants. */
const WANTED: usize = 0x4000;
const WANTED_BITS: u32 = 0xffff;
/** Start and end of the last value of each key, by the key's number. */
const VALUES: usize = 0x3000;
const VALUES_SIZE: usize = 0x80;
/** Keys: length, own number, number of the table below it, its bit in a set of keys, then up to 20 bytes. */
const OUTER: usize = 0x3100;
const INNER: usize = 0x3400;
const ENVELOPES: usize = 0x3c00;
const KEY_SIZE: usize = 24;
const TABLE_SIZE: usize = 0x100;
/** For every byte: the number of the first key in `OUTER` that ends in it, from 1, or 0; keys of one end are neighbours. */
const OUTER_ENDS: usize = 0x3e00;
/** Records to look at: start, end, set of keys, how many were passed before, start and end of the operation's name. */
const FOUND: usize = 0x8000;
const FOUND_SIZE: usize = 24;
const FOUND_MAX: i32 = 4096;
/**
 * Stamps of records: start and end of what tells the account, start and end of the time, set of keys; 0 where nothing
 * tells. First those of the earliest and the latest record, then one for each log and hour that was not met lately.
 */
const NOTES: usize = 0x20000;
const NOTE_SIZE: usize = 20;
const NOTES_MAX: i32 = 3072;
const EARLIEST: usize = NOTES;
const LATEST: usize = NOTES + NOTE_SIZE;
/** Logs and hours that were met lately: the hour (u64), set of keys, length of the account, and the account. */
const MET: usize = 0x38000;
const MET_SIZE: usize = 128;
const MET_ACCOUNT: usize = 16;
const MET_MASK: u32 = 0xff;

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const LF: u8 = 0x0a;
const CR: u8 = 0x0d;
const COMMA: u8 = 0x2c;
const COLON: u8 = 0x3a;
const OPEN_OBJECT: u8 = 0x7b;
const OPEN_ARRAY: u8 = 0x5b;
const SLASH: u8 = 0x2f;
const HYPHEN: u8 = 0x2d;
const DOT: u8 = 0x2e;
const ODD: u64 = 0xaaaaaaaaaaaaaaaa;
/** The kinds of open brackets are kept as bits of a number. */
const MAX_DEPTH: i32 = 60;

export let found: i32 = 0;
export let passed: i32 = 0;
/** True when the text ended inside a record, or before the next begins: only more of it can tell. */
export let unfinished: bool = false;
export let notes: i32 = 0;
/** As {@link plainTime} answers. */
let earliest: u64 = u64.MAX_VALUE;
let latest: u64 = 0;

function isSpace(byte: u8): bool {
  return byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09;
}

/** True when the key of `entry` stands before `end` (its quote), where its last byte already does. */
function isKey(entry: usize, end: usize, limit: usize): bool {
  const length = <usize>load<u8>(entry);
  const start = end - length;
  if (start <= limit || load<u8>(start - 1) != QUOTE || load<u8>(start - 2) == BACKSLASH) return false;
  let index: usize = 0;
  while (index < length && load<u8>(start + index) == load<u8>(entry + 4 + index)) index++;
  return index == length;
}

function lastByte(entry: usize): u8 {
  return load<u8>(entry + 3 + <usize>load<u8>(entry));
}

/** The key that ends before `end`, in `OUTER`; 0 for none. */
function outerKeyBefore(end: usize, limit: usize): usize {
  const last = load<u8>(end - 1);
  const number = <usize>load<u8>(OUTER_ENDS + <usize>last);
  if (number == 0) return 0;
  for (let entry = OUTER + (number - 1) * KEY_SIZE; load<u8>(entry) != 0; entry += KEY_SIZE) {
    if (lastByte(entry) != last) return 0;
    if (isKey(entry, end, limit)) return entry;
  }
  return 0;
}

/** The key that ends before `end` (its quote), in a table of `KEY_SIZE` entries ended by a length of 0; 0 for none. */
function keyBefore(table: usize, end: usize, limit: usize): usize {
  const last = load<u8>(end - 1);
  for (let entry = table; load<u8>(entry) != 0; entry += KEY_SIZE) {
    if (lastByte(entry) == last && isKey(entry, end, limit)) return entry;
  }
  return 0;
}

/** Where the text ends that begins at `from`, inside its quotes; not before `to` when it does not end there. */
function textEnd(from: usize, to: usize): usize {
  const quote = i8x16.splat(<i8>QUOTE);
  const backslash = i8x16.splat(<i8>BACKSLASH);
  let at = from;
  while (at < to) {
    const bytes = v128.load(at);
    const stops = i8x16.bitmask(v128.or(i8x16.eq(bytes, quote), i8x16.eq(bytes, backslash)));
    if (stops == 0) {
      at += 16;
      continue;
    }
    at += <usize>ctz(stops);
    if (load<u8>(at) == QUOTE) break;
    at += 2;
  }
  return at;
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

/** Another text begins. */
export function begin(): void {
  memory.fill(MET, 0, MET_SIZE * <usize>(MET_MASK + 1));
  earliest = u64.MAX_VALUE;
  latest = 0;
}

/** The number that two digits make, or more than 99. */
function twoDigits(at: usize): u32 {
  const tens = <u32>load<u8>(at) - 0x30;
  const ones = <u32>load<u8>(at + 1) - 0x30;
  return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

function daysOf(year: u32, month: u32): u32 {
  if (month != 2) return 30 + ((month + (month >> 3)) & 1);
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
}

/**
 * The digits from year to second of a time that is written as the clouds do, ISO 8601 in UTC, as one number; 0 for any
 * other text. Whatever is accepted, `utcTime` reads, and as the moment that the digits say.
 */
function plainTime(start: usize, end: usize): u64 {
  if (end < start + 19) return 0;
  const century = twoDigits(start);
  const ofCentury = twoDigits(start + 2);
  const month = twoDigits(start + 5);
  const day = twoDigits(start + 8);
  const hour = twoDigits(start + 11);
  const minute = twoDigits(start + 14);
  const second = twoDigits(start + 17);
  const between = load<u8>(start + 10);
  if (
    load<u8>(start + 4) != HYPHEN ||
    load<u8>(start + 7) != HYPHEN ||
    (between != 0x54 && between != 0x20) ||
    load<u8>(start + 13) != COLON ||
    load<u8>(start + 16) != COLON
  )
    return 0;
  if (century < 20 || century > 99 || ofCentury > 99 || month == 0 || month > 12) return 0;
  const year = century * 100 + ofCentury;
  if (day == 0 || day > daysOf(year, month) || hour > 23 || minute > 59 || second > 59) return 0;
  let at = start + 19;
  if (at < end && load<u8>(at) == DOT) {
    const from = ++at;
    while (at < end && <u32>load<u8>(at) - 0x30 < 10) at++;
    if (at == from) return 0;
  }
  // Without a zone it is UTC; `+00:00` read as two numbers of 32 and 16 bits.
  const isUtc =
    at == end ||
    (at + 1 == end && load<u8>(at) == 0x5a) ||
    (at + 6 == end && load<u32>(at) == 0x3a30302b && load<u16>(at + 4) == 0x3030);
  if (!isUtc) return 0;
  const date = <u64>((year * 100 + month) * 100 + day);
  return date * 1000000 + <u64>((hour * 100 + minute) * 100 + second);
}

/**
 * Where the part of a text ends that tells the account: of a path (`/subscriptions/S/…`, `projects/P/…`) the first two
 * names. 0 for a text with an escape.
 */
function accountEnd(start: usize, end: usize): usize {
  let slashes: i32 = load<u8>(start) == SLASH ? 3 : 2;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == BACKSLASH) return 0;
    if (byte == SLASH && --slashes == 0) return at;
  }
  return end;
}

/** True when a record of the same log and hour was met lately; else the next one will find that this one was. */
function wasMet(hour: u64, keys: i32, account: usize, end: usize): bool {
  const length = end - account;
  if (length > MET_SIZE - MET_ACCOUNT) return false;
  let hash = <u32>hour * HASH_FACTOR;
  if (length >= 4) hash ^= load<u32>(end - 4) * 0x9e3779b1;
  const entry = MET + <usize>((hash ^ (hash >> 16)) & MET_MASK) * MET_SIZE;
  if (load<u64>(entry) == hour && load<i32>(entry, 8) == keys && load<u32>(entry, 12) == <u32>length) {
    let index: usize = 0;
    while (index + 8 <= length && load<u64>(entry + MET_ACCOUNT + index) == load<u64>(account + index)) index += 8;
    while (index < length && load<u8>(entry + MET_ACCOUNT + index) == load<u8>(account + index)) index++;
    if (index == length) return true;
  }
  store<u64>(entry, hour);
  store<i32>(entry, keys, 8);
  store<u32>(entry, <u32>length, 12);
  memory.copy(entry + MET_ACCOUNT, account, length);
  return false;
}

function note(at: usize, account: usize, end: usize, time: usize, timeEnd: usize, keys: i32): void {
  store<u32>(at, <u32>account);
  store<u32>(at, <u32>end, 4);
  store<u32>(at, <u32>time, 8);
  store<u32>(at, <u32>timeEnd, 12);
  store<i32>(at, keys, 16);
}

/** Notes the stamp of the record whose values were met last, unless it says nothing new. */
function stamp(keys: i32): void {
  const order = STAMPS + (<usize>keys << 2);
  let place = VALUES + (<usize>load<u8>(order) << 3);
  if (load<u32>(place) == 0) place = VALUES + (<usize>load<u8>(order, 1) << 3);
  const time = <usize>load<u32>(place);
  const timeEnd = <usize>load<u32>(place, 4);
  place = VALUES + (<usize>load<u8>(order, 2) << 3);
  if (load<u32>(place) == 0) place = VALUES + (<usize>load<u8>(order, 3) << 3);
  const account = <usize>load<u32>(place);
  const whole = <usize>load<u32>(place, 4);
  const end = account == 0 ? 0 : accountEnd(account, whole);
  const at = time == 0 ? 0 : plainTime(time, timeEnd);
  if (at != 0 && (account == 0 || end != 0)) {
    if (at < earliest) {
      earliest = at;
      note(EARLIEST, account, end, time, timeEnd, keys);
    }
    if (at > latest) {
      latest = at;
      note(LATEST, account, end, time, timeEnd, keys);
    }
    if (wasMet(at / 10000, keys, account, end)) return;
  }
  note(NOTES + <usize>notes * NOTE_SIZE, account, end == 0 ? whole : end, time, timeEnd, keys);
  notes++;
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
  notes = 2;
  memory.fill(NOTES, 0, 2 * NOTE_SIZE);
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
        const key = depth == 1 ? outerKeyBefore(end, start) : keyBefore(inner, end, start);
        if (key == 0) continue;
        const below = load<u8>(key + 2);
        if (below != 0) inner = INNER + <usize>(below - 1) * TABLE_SIZE;
        const number = load<u8>(key + 1);
        // Only a text tells something: Azure's records have objects of the names that CloudTrail uses.
        if (number == 0 || value >= to || load<u8>(value) != QUOTE) continue;
        keys |= <i32>load<u8>(key + 3);
        const first = value + 1;
        const last = textEnd(first, to);
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
        if (name != 0) stamp(keys);
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
        memory.fill(VALUES, 0, VALUES_SIZE);
        keys = 0;
        inner = 0;
        start = end;
        if (found == FOUND_MAX || notes == NOTES_MAX) return start;
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

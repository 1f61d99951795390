import type { RawValue } from './encodings.js';
import type { Meaning } from './schema.js';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A stored value as JSON would hold it: whole numbers that JavaScript does not hold exactly as text, times in ISO 8601 and UTC with all
 * their digits, bytes as text when they are UTF-8 and else in hexadecimal (`0x…`), decimals as text.
 */
export function storedValue(raw: RawValue, meaning: Meaning): unknown {
  if (typeof raw === 'boolean') return raw;
  if (raw instanceof Uint8Array) return bytesValue(raw, meaning);
  if (typeof meaning === 'object') return decimal(BigInt(raw), meaning.scale);
  switch (meaning) {
    case 'date':
      return instant(BigInt(raw) * 86_400n, 1n)?.slice(0, 10) ?? number(raw);
    case 'millis':
      return instant(BigInt(raw), 1_000n) ?? number(raw);
    case 'micros':
      return instant(BigInt(raw), 1_000_000n) ?? number(raw);
    case 'nanos':
      return instant(BigInt(raw), 1_000_000_000n) ?? number(raw);
    case 'unsigned':
      return number(typeof raw === 'bigint' ? BigInt.asUintN(64, raw) : raw >>> 0);
    default:
      return number(raw);
  }
}

function number(raw: number | bigint): number | string {
  if (typeof raw === 'bigint') return Number.isSafeInteger(Number(raw)) ? Number(raw) : String(raw);
  return Number.isFinite(raw) ? raw : String(raw);
}

/** `ticks` since 1970, `perSecond` of them a second; `null` outside the years that can be written. */
function instant(ticks: bigint, perSecond: bigint): string | null {
  const rest = ((ticks % perSecond) + perSecond) % perSecond;
  const seconds = Number((ticks - rest) / perSecond);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) return null;
  const digits = rest
    .toString()
    .padStart(perSecond.toString().length - 1, '0')
    .replace(/0+$/, '')
    .padEnd(3, '0');
  return `${date.toISOString().slice(0, 19)}.${digits}Z`;
}

function bytesValue(bytes: Uint8Array, meaning: Meaning): string {
  if (meaning === 'text') return lenient.decode(bytes);
  if (meaning === 'uuid' && bytes.length === 16) {
    return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
  if (typeof meaning === 'object' && bytes.length <= 32) return decimal(signed(bytes), meaning.scale);
  if (bytes.length === 12 && meaning === 'nanos') return int96(bytes);
  try {
    return strict.decode(bytes);
  } catch {
    // Not text, so its bytes are shown.
    return `0x${hex(bytes)}`;
  }
}

/** Nanoseconds of a day, then its Julian number (parquet-format, deprecated INT96). */
function int96(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const days = BigInt(view.getInt32(8, true)) - 2_440_588n;
  const nanos = view.getBigInt64(0, true);
  return instant(days * 86_400_000_000_000n + nanos, 1_000_000_000n) ?? `0x${hex(bytes)}`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function signed(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex(bytes)}`));
}

function decimal(unscaled: bigint, scale: number): string {
  if (scale <= 0 || scale > 100) return String(unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

import { crc32 as crcOf } from './crc32.js';

/** One member as a ZIP has it; every field can lie. */
export interface ZipMember {
  readonly name: string | Uint8Array;
  /** Packed as `method` says. */
  readonly packed: Uint8Array;
  readonly method?: number;
  readonly size?: number;
  readonly crc32?: number;
  readonly flags?: number;
  /** In the directory alone. */
  readonly offset?: number;
  readonly length?: number;
}

/** A ZIP written by hand (APPNOTE.TXT), for what no honest writer writes. */
export function zipBytes(members: readonly ZipMember[], { directory = true } = {}): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const member of members) {
    const { packed, method = 0, size = packed.length, crc32 = crcOf(packed), flags = 0x800 } = member;
    const name = Buffer.from(member.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc32, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, packed]);
    if (member.length !== undefined) fields.writeUInt32LE(member.length, 14);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(member.offset ?? at, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, tail, name]));
    parts.push(local);
    at += local.length;
  }
  if (!directory) return Buffer.concat(parts);
  const all = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(all.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, all, Buffer.from('PK\x05\x06'), end]);
}

/** A tar header block with a right checksum; `fields` are written over it, at their offsets, before that. */
export function tarHeader(
  name: string,
  size: number,
  type = '0',
  fields: readonly (readonly [number, string | Uint8Array])[] = [],
): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  block.write(type, 156);
  block.write('ustar\x0000', 257);
  for (const [at, value] of fields) block.set(Buffer.from(value), at);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A member of a tar, padded to whole blocks. */
export function tarMember(name: string, content: string | Uint8Array, type = '0'): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([tarHeader(name, bytes.length, type), bytes, Buffer.alloc(-bytes.length & 511)]);
}

export const TAR_END = Buffer.alloc(1024);

/** One record of a pax header. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const length = Buffer.byteLength(rest);
  let total = length + String(length).length;
  total = length + String(total).length;
  return `${total}${rest}`;
}

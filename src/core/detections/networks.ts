/** Networks in CIDR notation, IPv4 and IPv6; a bare address is a network of one. */

interface Network {
  readonly address: readonly number[];
  readonly bits: number;
}

/** Tells whether an address lies in one of the networks; `null` for a text that is no address (a host name of a service). */
export function networksOf(cidrs: readonly string[]): (address: string) => boolean | null {
  const networks = cidrs.map(parseNetwork).filter((network) => network !== null);
  return (text) => {
    const address = parseAddress(text);
    return address === null ? null : networks.some((network) => isInside(address, network));
  };
}

function isInside(address: readonly number[], { address: base, bits }: Network): boolean {
  if (address.length !== base.length) return false;
  return base.every((byte, index) => {
    const kept = Math.max(0, Math.min(8, bits - index * 8));
    const mask = (0xff << (8 - kept)) & 0xff;
    return ((address[index] ?? 0) & mask) === (byte & mask);
  });
}

function parseNetwork(cidr: string): Network | null {
  const [text = '', length] = cidr.trim().split('/');
  const address = parseAddress(text);
  if (address === null) return null;
  if (length === undefined) return { address, bits: address.length * 8 };
  const bits = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  return bits <= address.length * 8 ? { address, bits } : null;
}

/** Four or sixteen bytes; an IPv4 address written as IPv6 (`::ffff:192.0.2.1`) is the IPv4 one. */
export function parseAddress(text: string): readonly number[] | null {
  if (!text.includes(':')) return parseV4(text);
  const last = text.slice(text.lastIndexOf(':') + 1);
  const tail = last.includes('.') ? parseV4(last) : null;
  if (last.includes('.') && tail === null) return null;
  const groups =
    tail === null ? text : `${text.slice(0, text.lastIndexOf(':') + 1)}${hex(tail, 0)}:${hex(tail, 2)}`;
  const [head = '', rest, ...more] = groups.split('::');
  if (more.length > 0) return null;
  const before = head === '' ? [] : head.split(':');
  const after = rest === undefined || rest === '' ? [] : rest.split(':');
  const missing = 8 - before.length - after.length;
  if (rest === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...before, ...Array<string>(rest === undefined ? 0 : missing).fill('0'), ...after];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  const bytes = all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]);
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return isMapped ? bytes.slice(12) : bytes;
}

function hex(bytes: readonly number[], at: number): string {
  return (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16);
}

function parseV4(text: string): readonly number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255))
    return null;
  return parts.map(Number);
}

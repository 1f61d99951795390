/** Addresses and networks of IPv4 and IPv6, in the notations of RFC 4632 and RFC 4291. */

/** 4 or 16 bytes. */
type Address = readonly number[];

export interface Network {
  /** As it was written. */
  readonly source: string;
  readonly address: Address;
  /** How many leading bits count. */
  readonly bits: number;
}

/** `192.0.2.0/24`, `2001:db8::/32`, or a single address; `null` for anything else. */
export function parseNetwork(source: string): Network | null {
  const [written = '', length, ...rest] = source.trim().split('/');
  const address = parseAddress(written);
  if (address === null || rest.length > 0) return null;
  const most = address.length * 8;
  if (length === undefined) return { source, address, bits: most };
  if (!/^[0-9]{1,3}$/.test(length)) return null;
  const bits = Number(length);
  return bits > most ? null : { source, address, bits };
}

/** Why `source` names no network, or `null`. */
export function networkProblem(source: string): string | null {
  const network = parseNetwork(source);
  if (network === null) return 'it is no address and no network, such as 192.0.2.0/24 or 2001:db8::/32';
  return network.bits === 0 ? 'it would fit every address' : null;
}

/**
 * The bytes of an address, or `null` for what is none (logs hold host names of services and words such as
 * `gce-internal-ip`). A port after an IPv4 address or a bracketed IPv6 one is left out; IPv6 that only wraps an
 * IPv4 address is that address.
 */
export function parseAddress(source: string): Address | null {
  if (source.length > 64) return null;
  const bare = source.match(/^\[([^\]]+)\](?::[0-9]+)?$/)?.[1] ?? source;
  if (!bare.includes(':') || /^[0-9.]+:[0-9]+$/.test(bare)) return parseV4(bare.split(':')[0] ?? '');
  return unwrapped(parseV6(bare));
}

export function contains(network: Network, address: Address): boolean {
  if (network.address.length !== address.length) return false;
  const whole = network.bits >> 3;
  for (let index = 0; index < whole; index++) {
    if (network.address[index] !== address[index]) return false;
  }
  const rest = network.bits & 7;
  if (rest === 0) return true;
  const mask = 0xff << (8 - rest);
  return ((network.address[whole] ?? 0) & mask) === ((address[whole] ?? 0) & mask);
}

function parseV4(source: string): Address | null {
  const parts = source.split('.');
  if (parts.length !== 4) return null;
  // A leading zero is octal to some readers and not to others: nobody knows what was meant.
  const bytes = parts.map((part) => (/^(?:0|[1-9][0-9]{0,2})$/.test(part) ? Number(part) : 256));
  return bytes.every((byte) => byte < 256) ? bytes : null;
}

function parseV6(source: string): Address | null {
  const halves = source.replace(/%[^%]*$/, '').split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groupsOf);
  if (head === undefined || head === null || tail === null) return null;
  if (tail === undefined) return head.length === 16 ? head : null;
  const missing = 16 - head.length - tail.length;
  return missing < 2 ? null : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** The bytes of `20:db8` or of `ffff:192.0.2.1`; `null` when a group is none. */
function groupsOf(half: string): Address | null {
  if (half === '') return [];
  const groups = half.split(':');
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    if (index === groups.length - 1 && group.includes('.')) {
      const v4 = parseV4(group);
      if (v4 === null) return null;
      bytes.push(...v4);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(group)) return null;
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    }
  }
  return bytes.length > 16 ? null : bytes;
}

function unwrapped(address: Address | null): Address | null {
  if (address === null) return null;
  const wraps =
    address.slice(0, 10).every((byte) => byte === 0) && address[10] === 0xff && address[11] === 0xff;
  return wraps ? address.slice(12) : address;
}

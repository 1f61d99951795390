import type { SnapshotEvent } from '../../model.js';
import type { Settings } from '../../settings.js';
import { contains, type Network, parseAddress, parseNetwork } from './networks.js';

/**
 * From where a call came. `off`: the settings list nothing of the kind; `unknown`: the record does not tell it, or
 * names a service's host; the others by the lists. `by` is what decided: an entry, or what no entry fits.
 */
export type NetworkStanding =
  | { readonly kind: 'off' | 'unknown' }
  | { readonly kind: 'trusted' | 'untrusted'; readonly from: string; readonly by: string };

export type NetworkOf = (event: SnapshotEvent) => NetworkStanding;

const OFF: NetworkStanding = { kind: 'off' };
const UNKNOWN: NetworkStanding = { kind: 'unknown' };

/**
 * An endpoint or a network of the caller tells more than an address (which then is a private one, that anybody has),
 * so it decides where the settings list any.
 */
export function networkStandings(
  settings: Pick<Settings, 'trustedNetworks' | 'trustedVpcEndpoints'>,
): NetworkOf {
  const networks = settings.trustedNetworks.map(parseNetwork).filter((network) => network !== null);
  const endpoints = new Map(settings.trustedVpcEndpoints.map((entry) => [entry.toLowerCase(), entry]));
  if (networks.length === 0 && endpoints.size === 0) return () => OFF;
  const known = new Map<string, NetworkStanding>();
  return (event) => {
    if (endpoints.size > 0) {
      const through = event.vpcEndpoint ?? event.network;
      if (through !== null) {
        const entry = endpoints.get(through.toLowerCase());
        return { kind: entry === undefined ? 'untrusted' : 'trusted', from: through, by: entry ?? through };
      }
    }
    if (networks.length === 0 || event.sourceIp === null) return UNKNOWN;
    let standing = known.get(event.sourceIp);
    if (standing === undefined) {
      standing = ofAddress(event.sourceIp, networks);
      // Logs of a large case come from few addresses; a hostile one from many.
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(event.sourceIp, standing);
    }
    return standing;
  };
}

const MAX_REMEMBERED = 10_000;

function ofAddress(source: string, networks: readonly Network[]): NetworkStanding {
  const address = parseAddress(source);
  if (address === null) return UNKNOWN;
  const network = networks.find((candidate) => contains(candidate, address));
  return {
    kind: network === undefined ? 'untrusted' : 'trusted',
    from: source,
    by: network?.source ?? source,
  };
}

import type { ListSetting } from '../../settings.js';
import { networkProblem } from './networks.js';
import { organizationProblem } from './organizations.js';
import { ticketPatternProblem } from './ticketPattern.js';
import { namePatternProblem } from './wildcards.js';

/** `vpce-0123456789abcdef0`; older ones are shorter. */
const VPC_ENDPOINT = /^vpce-(?:svc-)?[0-9a-z]{4,32}$/i;
/** As audit logs name the network of a caller, without its host. */
const GOOGLE_NETWORK = /^projects\/[^/\s]+\/global\/networks\/[^/\s]+$/;

/** Why `item` may not stand in the list, or `null`. */
export function listProblem(setting: ListSetting, item: string): string | null {
  switch (setting) {
    case 'trustedAccounts':
      return null;
    case 'trustedOrganizations':
      return organizationProblem(item);
    case 'trustedPrincipals':
    case 'serviceRoles':
      return namePatternProblem(item);
    case 'trustedNetworks':
      return networkProblem(item);
    case 'trustedVpcEndpoints':
      return VPC_ENDPOINT.test(item) || GOOGLE_NETWORK.test(item)
        ? null
        : 'it is neither an endpoint (vpce-…) nor a network (projects/p/global/networks/n)';
    case 'changeTickets':
      return ticketPatternProblem(item);
  }
}

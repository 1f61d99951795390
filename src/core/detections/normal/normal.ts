import type { Chains } from '../../chains/buildChains.js';
import type { ChainCase } from '../../chains/chainCase.js';
import { type Severity, type SnapshotEvent, severityRank } from '../../model.js';
import { brief, listed } from '../../reports/labels.js';
import type { Settings } from '../../settings.js';
import type { Trust } from '../trust.js';
import { type Act, actOf } from './acts.js';
import { EFFECTS, type Effect, type ReasonKind } from './effects.js';
import { knownService } from './knownServices.js';
import { principalList } from './principals.js';
import { serviceRoles } from './serviceRoles.js';
import { tickets } from './tickets.js';
import { type NetworkOf, networkStandings } from './trustedNetworks.js';

/** Something normal about an event. */
export interface Reason {
  readonly kind: ReasonKind;
  /** For people: `AWS Backup`, `change ticket CHG-2041 in the session name (words of the caller)`. */
  readonly text: string;
}

/** What is left of a finding after what is normal about its events was taken into account. */
export interface Weighed {
  readonly severity: Severity;
  /** Why the finding is expected, or `null`. */
  readonly suppressed: string | null;
  /** Why it weighs less, or `null` when it weighs what the rule said. */
  readonly lowered: string | null;
}

/** What counts as normal, by default and by the settings. */
export interface Normal {
  /** Why a finding on these events is expected, or `null`. What is only less grave for a reason is not expected. */
  explain(events: readonly SnapshotEvent[], chain: ChainCase | null): string | null;
  /** {@link explain}, or else how grave a finding of `severity` on these events remains. */
  weigh(events: readonly SnapshotEvent[], chain: ChainCase | null, severity: Severity): Weighed;
  /** Everything that is normal about an event; strongest first. */
  reasons(event: SnapshotEvent, chain: ChainCase | null): readonly Reason[];
  /** Where a call came from, by the lists of networks and endpoints. */
  readonly networkOf: NetworkOf;
}

/** Reasons that a sentence lists; a burst of many tickets has as many. */
const MAX_REASONS = 3;

export function normalOf(settings: Settings, trust: Trust, chainOf: Chains['chainOf']): Normal {
  const principals = principalList(settings.trustedPrincipals);
  const roleOf = serviceRoles(settings.serviceRoles);
  const ticketOf = tickets(settings.changeTickets);
  const networkOf = networkStandings(settings);

  function* reasons(event: SnapshotEvent, chain: ChainCase | null): Iterable<Reason> {
    // What a stranger's services do, what a stranger writes and from where a stranger calls excuses nothing here.
    const foreign = trust.ofActor(event) === 'foreign';
    const service = foreign ? null : knownService(event);
    if (service !== null) yield { kind: 'service', text: service };
    const role = roleOf(event);
    if (role !== null) yield { kind: 'service', text: `${brief(role)}: on the list of service roles` };
    const principal = principals.ofActor(event.actor);
    if (principal !== null)
      yield { kind: 'principal', text: `${brief(principal)}: on the list of trusted principals` };
    if (foreign) return;
    const ticket = ticketOf(event, chain);
    if (ticket !== null) yield { kind: 'ticket', text: `change ticket ${ticket} (words of the caller)` };
    const from = networkOf(event);
    if (from.kind === 'trusted')
      yield { kind: 'network', text: `called from ${brief(from.from)}: on the list of trusted networks` };
  }

  const weigh: Normal['weigh'] = (events, given, severity) => {
    const chainFor = (event: SnapshotEvent) => given ?? chainOf(event);
    const found = together(
      events,
      (event) => reasons(event, chainFor(event)),
      () => actOf(events, chainFor, trust, settings),
    );
    if (found === null) return { severity, suppressed: null, lowered: null };
    const texts = listed([...found.texts], MAX_REASONS);
    const { limit } = found;
    if (limit === 'explains') return { severity, suppressed: texts, lowered: null };
    return severityRank(limit) < severityRank(severity)
      ? { severity: limit, suppressed: null, lowered: texts }
      : { severity, suppressed: null, lowered: null };
  };
  return {
    weigh,
    explain: (events, chain) => weigh(events, chain, 'critical').suppressed,
    reasons: (event, chain) => [...reasons(event, chain)],
    networkOf,
  };
}

type Strong = Exclude<Effect, null>;

/**
 * The strongest reason of every event, and what the weakest of these leaves of the finding; `null` as soon as an
 * event has none that counts.
 */
function together(
  events: readonly SnapshotEvent[],
  reasonsOf: (event: SnapshotEvent) => Iterable<Reason>,
  act: () => Act,
): { readonly texts: ReadonlySet<string>; readonly limit: Strong } | null {
  const texts = new Set<string>();
  let limit: Strong = 'explains';
  let effects: Readonly<Record<ReasonKind, Effect>> | undefined;
  for (const event of events) {
    let text: string | undefined;
    let strongest: Strong | undefined;
    for (const reason of reasonsOf(event)) {
      // Most findings have no reason at all: only then is the act asked for.
      effects ??= EFFECTS[act()];
      const effect = effects[reason.kind];
      if (effect === null || (strongest !== undefined && graver(effect, strongest) === effect)) continue;
      strongest = effect;
      text = reason.text;
      if (effect === 'explains') break;
    }
    if (strongest === undefined || text === undefined) return null;
    limit = graver(strongest, limit);
    texts.add(text);
  }
  return texts.size === 0 ? null : { texts, limit };
}

/** The one of two effects that leaves more of a finding; of equals the second. */
function graver(a: Strong, b: Strong): Strong {
  if (a === 'explains') return b;
  if (b === 'explains') return a;
  return severityRank(a) > severityRank(b) ? a : b;
}

import type { ChainCase } from '../../chains/buildChains.js';
import type { SnapshotEvent } from '../../model.js';
import { brief, formatUtc, kindWord, shortId } from '../../reports/labels.js';
import { findTicket, parseTicketPattern } from './ticketPattern.js';

/** Where a change ticket was found, in words: `CHG-2041 in the session name`. `null`: nowhere. */
export type TicketOf = (event: SnapshotEvent, chain: ChainCase | null) => string | null;

/**
 * Looks for change tickets in what callers wrote into an event, or the same actor into another event of its chain.
 * What somebody else wrote says nothing about this one: who deletes a snapshot that was made for a change need not
 * belong to the change.
 */
export function tickets(sources: readonly string[]): TicketOf {
  if (sources.length === 0) return () => null;
  const patterns = sources.map(parseTicketPattern);
  /** `false`: looked for and not there. */
  const found = new WeakMap<SnapshotEvent, string | false>();
  const byActor = new WeakMap<ChainCase, Map<string, string>>();

  const search = (event: SnapshotEvent): string | null => {
    for (const { place, text } of written(event)) {
      for (const pattern of patterns) {
        const ticket = findTicket(pattern, text);
        if (ticket !== null) return `${brief(ticket)} in ${place}`;
      }
    }
    return null;
  };
  const inEvent = (event: SnapshotEvent): string | null => {
    const known = found.get(event);
    if (known !== undefined) return known === false ? null : known;
    const ticket = search(event);
    found.set(event, ticket ?? false);
    return ticket;
  };
  const inChain = (chain: ChainCase): Map<string, string> => {
    let known = byActor.get(chain);
    if (known !== undefined) return known;
    known = new Map();
    for (const event of chain.events) {
      const { id } = event.actor;
      if (id === null || known.has(id)) continue;
      const ticket = inEvent(event);
      if (ticket === null) continue;
      known.set(
        id,
        `${ticket} of ${event.operation}${event.time === null ? '' : ` at ${formatUtc(event.time)}`}`,
      );
    }
    byActor.set(chain, known);
    return known;
  };
  return (event, chain) => {
    const own = inEvent(event);
    if (own !== null || chain === null || event.actor.id === null) return own;
    return inChain(chain).get(event.actor.id) ?? null;
  };
}

/** Everything in an event that its caller worded, with its place as a sentence names it. */
function* written(event: SnapshotEvent): Iterable<{ readonly place: string; readonly text: string }> {
  for (const { place, text } of event.notes) yield { place: `the ${place}`, text };
  for (const { role, kind, id } of event.resources) {
    if (role === 'subject' || role === 'result')
      yield { place: `the name of the ${kindWord(kind)}`, text: shortId(id) };
  }
  if (event.userAgent !== null) yield { place: 'the user agent', text: event.userAgent };
}

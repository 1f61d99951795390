import type { ChainCase } from '../../chains/chainCase.js';
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
  const byActor = new WeakMap<ChainCase, Map<string, string>>();
  const known = new Map<string, string | null>();

  /** Session names and user agents repeat: each is looked through once. */
  const inText = (text: string): string | null => {
    const before = known.get(text);
    if (before !== undefined) return before;
    let ticket: string | null = null;
    for (const pattern of patterns) ticket ??= findTicket(pattern, text);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(text, ticket);
    return ticket;
  };
  const inEvent = (event: SnapshotEvent): string | null => {
    for (const { place, text } of event.notes) {
      const ticket = inText(text);
      if (ticket !== null) return `${brief(ticket)} in the ${place}`;
    }
    for (const { role, kind, id } of event.resources) {
      const ticket = role === 'subject' || role === 'result' ? inText(shortId(id)) : null;
      if (ticket !== null) return `${brief(ticket)} in the name of the ${kindWord(kind)}`;
    }
    const ticket = event.userAgent === null ? null : inText(event.userAgent);
    return ticket === null ? null : `${brief(ticket)} in the user agent`;
  };
  const inChain = (chain: ChainCase): Map<string, string> => {
    const before = byActor.get(chain);
    if (before !== undefined) return before;
    const found = new Map<string, string>();
    for (const event of chain.events) {
      const { id } = event.actor;
      if (id === null || found.has(id)) continue;
      const ticket = inEvent(event);
      if (ticket === null) continue;
      found.set(
        id,
        `${ticket} of ${event.operation}${event.time === null ? '' : ` at ${formatUtc(event.time)}`}`,
      );
    }
    byActor.set(chain, found);
    return found;
  };
  return (event, chain) => {
    const own = inEvent(event);
    if (own !== null || chain === null || event.actor.id === null) return own;
    return inChain(chain).get(event.actor.id) ?? null;
  };
}

const MAX_REMEMBERED = 10_000;

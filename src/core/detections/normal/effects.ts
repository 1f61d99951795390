import type { Severity } from '../../model.js';
import type { Act } from './acts.js';

/** What can be normal about an event. */
export const REASON_KINDS = ['service', 'principal', 'ticket', 'network'] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

/** `explains`: the finding is expected and suppressed; a severity: it weighs no more than that; `null`: nothing. */
export type Effect = 'explains' | Severity | null;

/**
 * What explains what. The one place that decides it, for all rules alike.
 *
 * - A backup service makes, copies, reads and removes; it never opens anything to everybody and never takes its own
 *   protection away. Where it shares (DLM can), a policy told it to, and whoever wrote that is to be asked.
 * - A trusted principal is trusted with everyday work, also with outsiders. Keys of trusted principals are what
 *   thieves want most, so what cannot be taken back (everybody can read it, backups without protection, everything
 *   deleted) still shows.
 * - A ticket is words of the one who acted. It explains everyday work. It never explains that data left or that
 *   protection went: an intruder can read tickets, too.
 * - An address of the company proves little: an intruder with a foothold calls from there. It explains looking
 *   around and makes everyday work less remarkable.
 */
export const EFFECTS: Readonly<Record<Act, Readonly<Record<ReasonKind, Effect>>>> = {
  public: { service: null, principal: 'high', ticket: 'high', network: null },
  outward: { service: 'medium', principal: 'explains', ticket: 'medium', network: null },
  protection: { service: null, principal: 'medium', ticket: 'medium', network: null },
  massDelete: { service: 'explains', principal: 'medium', ticket: 'medium', network: null },
  takenOut: { service: 'explains', principal: 'explains', ticket: 'medium', network: null },
  delete: { service: 'explains', principal: 'explains', ticket: 'explains', network: null },
  make: { service: 'explains', principal: 'explains', ticket: 'explains', network: 'low' },
  attempt: { service: 'explains', principal: 'explains', ticket: 'explains', network: 'low' },
  look: { service: 'explains', principal: 'explains', ticket: 'explains', network: 'explains' },
};

import type { Severity } from '../model.js';

/**
 * How bad a finding is follows from two questions, never from mood. Every verdict answers both.
 *
 * **What is at stake**
 *
 * - `outOfReach`: the data is, or must be counted as, in hands from which nothing brings it back. What stands open to
 *   everybody belongs here: whoever copies it leaves no trace in the owner's logs, so that nobody can say it was not taken.
 * - `exposed`: somebody could take the data, or hid that they could; it can still be stopped, or looked for.
 * - `recoveryDestroyed`: copies are gone that were there to bring systems back.
 * - `prepared`: nothing is lost yet, but a guard is off or a way was tried that leads there.
 * - `lookedAt`: somebody learned what there is.
 *
 * **How sure we are**
 *
 * - `proven`: the records say it themselves.
 * - `likely`: the records say the acts; what they were for is the usual reading, and a harmless one is rare.
 * - `possible`: routine work looks the same; what follows in the chain decides.
 *
 * A step of certainty is worth a step of severity. Damage that cannot be undone begins at the top; what is only
 * prepared never weighs more than `medium`, or a clean-up would look like a theft.
 */
export const STAKES = ['outOfReach', 'exposed', 'recoveryDestroyed', 'prepared', 'lookedAt'] as const;
export type Stake = (typeof STAKES)[number];

export const CERTAINTIES = ['proven', 'likely', 'possible'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export interface Criteria {
  readonly stake: Stake;
  readonly certainty: Certainty;
}

export interface StakeRow {
  /** For people: what is at stake. */
  readonly label: string;
  /** For people: why it weighs what it weighs. */
  readonly reason: string;
  readonly severities: Readonly<Record<Certainty, Severity>>;
}

export const SEVERITY_TABLE: Readonly<Record<Stake, StakeRow>> = {
  outOfReach: {
    label: 'Data out of reach',
    reason: 'in other hands, or open to everybody: nothing brings it back, whatever is done now',
    severities: { proven: 'critical', likely: 'high', possible: 'medium' },
  },
  recoveryDestroyed: {
    label: 'Recovery destroyed',
    reason: 'copies are gone that were there to bring systems back',
    severities: { proven: 'critical', likely: 'high', possible: 'medium' },
  },
  exposed: {
    label: 'Data exposed',
    reason: 'somebody could take it, or hid that they could; acting now still helps',
    severities: { proven: 'high', likely: 'medium', possible: 'low' },
  },
  prepared: {
    label: 'Prepared',
    reason: 'nothing is lost yet, but a guard is off or a way was tried that leads there',
    severities: { proven: 'medium', likely: 'low', possible: 'info' },
  },
  lookedAt: {
    label: 'Looked at',
    reason: 'somebody learned what there is; administrators and scanners do so all day',
    severities: { proven: 'low', likely: 'info', possible: 'info' },
  },
};

export function severityOf({ stake, certainty }: Criteria): Severity {
  return SEVERITY_TABLE[stake].severities[certainty];
}

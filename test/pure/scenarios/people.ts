import { type Json, OWNER, user } from '../../support/cloudTrail.js';

/** Who acts in the scenarios. */

export const by = (name: string): Json => ({ userIdentity: user(name) });

export const byRole = (role: string, session: string): Json => ({
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${OWNER}:assumed-role/${role}/${session}`,
    accountId: OWNER,
    sessionContext: { sessionIssuer: { type: 'Role', userName: role } },
  },
});

/** A service of AWS with the role that was made for it. */
export const byService = (service: string): Json => ({
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${OWNER}:assumed-role/service-role/nightly`,
    accountId: OWNER,
    invokedBy: service,
  },
  sourceIPAddress: service,
  userAgent: service,
});

/** Several of a kind. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export const two = (number: number): string => String(number).padStart(2, '0');

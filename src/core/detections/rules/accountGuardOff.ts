import { isAccountGuardOff } from '../guards.js';
import { loosened } from '../loosened.js';
import type { Rule } from '../rule.js';

export const accountGuardOff: Rule = {
  id: 'account.guard.off',
  title: 'Public-access block or another guard of the account switched off',
  usual: { stake: 'prepared', certainty: 'proven' },
  techniques: ['T1578.005', 'T1578'],
  explanation:
    'The switch that keeps snapshots and images of a whole account from being made public was turned off, or encryption by default. There is seldom a reason but to make something public next.',
  *judge(subject) {
    yield* loosened(subject, isAccountGuardOff, {
      criteria: ({ operation }) =>
        /PublicAccess/.test(operation) ? this.usual : { stake: 'prepared', certainty: 'likely' },
      because: () => 'without encryption by default nothing stands open that did not before',
      techniques: this.techniques,
      reason: 'From then on anybody who may share can open data to everybody, or leave it unencrypted.',
    });
  },
};

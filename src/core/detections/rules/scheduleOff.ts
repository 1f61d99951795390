import { isScheduleOff } from '../guards.js';
import { loosened } from '../loosened.js';
import type { Rule } from '../rule.js';

export const scheduleOff: Rule = {
  id: 'backup.schedule.off',
  title: 'Schedule removed or switched off',
  usual: { stake: 'prepared', certainty: 'likely' },
  techniques: ['T1490', 'T1578'],
  explanation:
    'A schedule that makes snapshots was deleted, disabled or taken off its disk. Nothing is lost today; the newest copy grows older every day, unnoticed.',
  *judge(subject) {
    yield* loosened(subject, isScheduleOff, {
      criteria: () => this.usual,
      techniques: this.techniques,
      reason: 'From then on no new copies are made by it.',
    });
  },
};

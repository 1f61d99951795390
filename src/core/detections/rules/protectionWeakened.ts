import { isProtectionOff } from '../guards.js';
import { loosened } from '../loosened.js';
import type { Rule } from '../rule.js';

export const protectionWeakened: Rule = {
  id: 'backup.protection.weakened',
  title: 'Protection of backups weakened',
  usual: { stake: 'prepared', certainty: 'likely' },
  techniques: ['T1490'],
  explanation:
    'A lock, a retention, a soft delete, a recycle-bin rule, a backup plan or another protection was taken away. Alone it destroys nothing, and projects end so; with deletes after it another rule speaks.',
  *judge(subject) {
    yield* loosened(subject, isProtectionOff, {
      criteria: () => this.usual,
      techniques: this.techniques,
      reason: 'What it guarded can now be deleted for good, or is no longer made.',
    });
  },
};

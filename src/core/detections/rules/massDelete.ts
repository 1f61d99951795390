import { deleteBurstRule } from '../burstOfDeletes.js';

export const massDelete = deleteBurstRule({
  id: 'snapshot.delete.mass',
  title: 'Very many deleted',
  certainty: 'likely',
  explanation:
    'One identity, no backup service, deleted so many snapshots within the window of mass deletion that the settings name, that more than a clean-up by hand is at work. Weighs less when it happens at the same hour day by day, or when a younger copy of every source, or a copy of each that was deleted, is left.',
  threshold: ({ massDelete: mass }) => mass,
});

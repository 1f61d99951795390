import { deleteBurstRule } from '../burstOfDeletes.js';

export const burstOfDeletes = deleteBurstRule({
  id: 'snapshot.burst.delete',
  title: 'Several deleted in a short time',
  certainty: 'possible',
  explanation:
    'One identity, no backup service, deleted several snapshots within the window that the settings name. Weighs less when it happens at the same hour day by day, or when a younger copy of every source, or a copy of each that was deleted, is left.',
  threshold: ({ burst }) => burst,
});

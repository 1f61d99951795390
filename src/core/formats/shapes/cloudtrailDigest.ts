import type { Shape } from './shape.js';

/** A digest lists delivered log files and their hashes, and no API calls ("CloudTrail digest file structure"). */
export const cloudtrailDigest: Shape = {
  id: 'cloudtrail-digest',
  cloud: 'aws',
  detect: (record) =>
    Array.isArray(record['logFiles']) &&
    typeof record['digestStartTime'] === 'string' &&
    typeof record['digestEndTime'] === 'string',
  read: () => ({ entries: [], problem: null }),
};

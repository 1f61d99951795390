import type { Rule } from './rule.js';
import { burstOfCreates, burstOfDeletes } from './rules/burst.js';
import { deletedAfter } from './rules/deletedAfter.js';
import { deniedAttempt } from './rules/deniedAttempt.js';
import { exported } from './rules/exported.js';
import { madePublic } from './rules/madePublic.js';
import { sharedExternal } from './rules/sharedExternal.js';
import { usedAfterShare } from './rules/usedAfterShare.js';
import { usedByOther } from './rules/usedByOther.js';

/** Every rule, in the order in which they read best. */
export const RULES: readonly Rule[] = [
  madePublic,
  usedByOther,
  sharedExternal,
  usedAfterShare,
  deletedAfter,
  exported,
  burstOfDeletes,
  burstOfCreates,
  deniedAttempt,
];

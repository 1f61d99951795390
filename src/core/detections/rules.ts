import type { Rule } from './rule.js';
import { baselineAdded } from './rules/baselineAdded.js';
import { baselineDeleted } from './rules/baselineDeleted.js';
import { baselineEncryption } from './rules/baselineEncryption.js';
import { baselinePermission } from './rules/baselinePermission.js';
import { baselineUnexplained } from './rules/baselineUnexplained.js';
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
  baselinePermission,
  baselineUnexplained,
  baselineDeleted,
  baselineEncryption,
  baselineAdded,
];

import type { Rule } from './rule.js';
import { accountGuardOff } from './rules/accountGuardOff.js';
import { baselineAdded } from './rules/baselineAdded.js';
import { baselineDeleted } from './rules/baselineDeleted.js';
import { baselineEncryption } from './rules/baselineEncryption.js';
import { baselinePermission } from './rules/baselinePermission.js';
import { baselineUnexplained } from './rules/baselineUnexplained.js';
import { burstOfCreates } from './rules/burstOfCreates.js';
import { burstOfDeletes } from './rules/burstOfDeletes.js';
import { copiedToAccount } from './rules/copiedToAccount.js';
import { copiedToRegion } from './rules/copiedToRegion.js';
import { copiedWithForeignKey } from './rules/copiedWithForeignKey.js';
import { deletedAfter } from './rules/deletedAfter.js';
import { deniedAttempt } from './rules/deniedAttempt.js';
import { deniedThenDone } from './rules/deniedThenDone.js';
import { enumerationBurst } from './rules/enumerationBurst.js';
import { enumerationFirstTime } from './rules/enumerationFirstTime.js';
import { exported } from './rules/exported.js';
import { gapInLogs } from './rules/gapInLogs.js';
import { keyGranted } from './rules/keyGranted.js';
import { madePublic } from './rules/madePublic.js';
import { massDelete } from './rules/massDelete.js';
import { mountedElsewhere } from './rules/mountedElsewhere.js';
import { protectionWeakened } from './rules/protectionWeakened.js';
import { readDirect } from './rules/readDirect.js';
import { restoredByNew } from './rules/restoredByNew.js';
import { restoredByOther } from './rules/restoredByOther.js';
import { scheduleOff } from './rules/scheduleOff.js';
import { sharedExternal } from './rules/sharedExternal.js';
import { shortLived } from './rules/shortLived.js';
import { thenRevoked } from './rules/thenRevoked.js';
import { unlistedNetwork } from './rules/unlistedNetwork.js';
import { usedAfterShare } from './rules/usedAfterShare.js';
import { usedByOther } from './rules/usedByOther.js';
import { weakenedThenDeleted } from './rules/weakenedThenDeleted.js';

/** Every rule, in the order in which they read best. */
export const RULES: readonly Rule[] = [
  madePublic,
  usedByOther,
  sharedExternal,
  usedAfterShare,
  thenRevoked,
  deletedAfter,
  copiedToAccount,
  copiedWithForeignKey,
  keyGranted,
  copiedToRegion,
  exported,
  readDirect,
  restoredByNew,
  restoredByOther,
  mountedElsewhere,
  weakenedThenDeleted,
  massDelete,
  burstOfDeletes,
  burstOfCreates,
  protectionWeakened,
  scheduleOff,
  accountGuardOff,
  shortLived,
  deniedThenDone,
  deniedAttempt,
  enumerationBurst,
  enumerationFirstTime,
  unlistedNetwork,
  gapInLogs,
  baselinePermission,
  baselineUnexplained,
  baselineDeleted,
  baselineEncryption,
  baselineAdded,
];

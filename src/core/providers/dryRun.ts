import type { SnapshotEvent } from '../model.js';

const DRY_RUN = /(?:^|\.)DryRunOperation$/;

/**
 * A call of EC2 that only asked whether the caller may: with the flag `DryRun` the answer to who may is the error
 * `DryRunOperation` ("Request would have succeeded, but DryRun flag is set."), to who may not `UnauthorizedOperation`
 * (Amazon EC2 API Reference, "Error codes"). Nothing was changed, and nothing refused.
 */
export function isDryRun({ cloud, outcome, errorCode }: SnapshotEvent): boolean {
  return cloud === 'aws' && outcome === 'failure' && DRY_RUN.test(errorCode ?? '');
}

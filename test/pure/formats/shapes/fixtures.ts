import type { Fixture } from './fixture.js';
import { AWS_FIXTURES } from './fixtures.aws.js';
import { AZURE_FIXTURES } from './fixtures.azure.js';
import { GCP_FIXTURES } from './fixtures.gcp.js';

/** A record of every shape. */
export const FIXTURES: readonly Fixture[] = [...AWS_FIXTURES, ...AZURE_FIXTURES, ...GCP_FIXTURES];

import type { Settings } from '../../../src/core/settings.js';
import type { Json } from '../../support/cloudTrail.js';

/** What must come out of some records, however they lie in files. */
export interface Story {
  readonly records: readonly Json[];
  /** `root: actions`, in time order of the first event. */
  readonly chains: readonly string[];
  /** `rule severity`, sorted; `suppressed` after what is expected. */
  readonly findings: readonly string[];
}

/** A story that must be told, and one that looks alike and must stay quiet: no finding above `low`. */
export interface Scenario {
  readonly name: string;
  readonly story: Story;
  readonly nearMiss: { readonly what: string } & Story;
  readonly settings?: Partial<Settings>;
}

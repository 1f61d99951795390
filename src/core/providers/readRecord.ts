import { loadCatalogue } from '../catalogue/catalogue.js';
import { type WantedBits, wantedBits } from '../formats/kernel/kernel.js';
import type { ReadEntry } from '../formats/recordsTally.js';
import { type Actor, CLOUDS, type Cloud } from '../model.js';
import { awsFacts } from './aws.js';
import { azureFacts } from './azure.js';
import type { RecordFacts } from './facts.js';
import { gcpFacts } from './gcp.js';
import { type Draft, normalise } from './normalise.js';
import { oneOfEach } from './oneOfEach.js';

let bits: WantedBits | undefined;

/** The names of all operations of the catalogue, for a first look. */
export function knownBits(): WantedBits {
  const catalogue = loadCatalogue();
  bits ??= wantedBits(CLOUDS.flatMap((cloud) => [...catalogue.names(cloud)]));
  return bits;
}

/** True when an operation of that name, of whatever service, may stand in the catalogue: decides without parsing. */
export function mayBeKnown(cloud: Cloud, operation: string): boolean {
  return loadCatalogue().hasName(cloud, operation);
}

const FACTS: Readonly<Record<Cloud, (entry: unknown) => RecordFacts | null>> = {
  aws: awsFacts,
  azure: azureFacts,
  gcp: gcpFacts,
};

/** The operation's name as an entry in its provider's own form writes it; `null` when it names none. */
export function operationOf(cloud: Cloud, entry: unknown): string | null {
  return FACTS[cloud](entry)?.operation ?? null;
}

/** Gives the event that an entry tells, or `null` when its operation is not in the catalogue. Of one input each actor is one object. */
export function entryReader(): (entry: Pick<ReadEntry, 'cloud' | 'entry' | 'location'>) => Draft | null {
  const actors = oneOfEach<Actor>((actor) => JSON.stringify(actor));
  return ({ cloud, entry, location }) => {
    const facts = FACTS[cloud](entry);
    if (facts === null) return null;
    const operation = loadCatalogue().find(cloud, facts.service, facts.operation);
    if (operation === undefined) return null;
    return normalise({ ...facts, actor: actors(facts.actor) }, operation, location);
  };
}

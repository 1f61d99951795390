import { loadCatalogue } from '../catalogue/catalogue.js';
import { type WantedBits, wantedBits } from '../formats/kernel/kernel.js';
import type { ReadRecord } from '../formats/readRecords.js';
import { cloudOf, type RecordShape } from '../formats/recordShape.js';
import { CLOUDS } from '../model.js';
import { awsFacts, lookupEvent } from './aws.js';
import { azureFacts } from './azure.js';
import type { RecordFacts } from './facts.js';
import { gcpFacts } from './gcp.js';
import { isObject, member } from './json.js';
import { type Draft, normalise } from './normalise.js';
import { unwrapRecord } from './unwrapRecord.js';

let bits: WantedBits | undefined;

/** The names of all operations of the catalogue, for a first look. */
export function knownBits(): WantedBits {
  const catalogue = loadCatalogue();
  bits ??= wantedBits(CLOUDS.flatMap((cloud) => [...catalogue.names(cloud)]));
  return bits;
}

/** True when an operation of that name, of whatever service, may stand in the catalogue: decides without parsing. */
export function mayBeKnown(shape: RecordShape, operation: string): boolean {
  return loadCatalogue().hasName(cloudOf(shape), operation);
}

/** The shape of a parsed record whose keys did not tell it, or `null` when it is no audit record. */
export function shapeOfValue(wrapped: unknown): RecordShape | null {
  const value = unwrapRecord(wrapped);
  if (!isObject(value)) return null;
  if (lookupEvent(value) !== null) return 'cloudtrail-lookup';
  if (awsFacts(value) !== null) return 'cloudtrail';
  if (gcpFacts(value) !== null) return 'gcp-logentry';
  if (azureFacts(value) !== null)
    return isObject(member(value, 'operationName')) ? 'azure-rest' : 'azure-eventhub';
  return null;
}

/** The operation's name as it stands in a parsed record, or `null` when it names none. */
export function operationOf(shape: RecordShape, value: unknown): string | null {
  return factsOf({ shape, value })?.operation ?? null;
}

/** The event that a record tells, or `null` when its operation is not in the catalogue. */
export function readRecord(record: ReadRecord): Draft | null {
  const facts = factsOf(record);
  if (facts === null) return null;
  const operation = loadCatalogue().find(facts.cloud, facts.service, facts.operation);
  return operation === undefined ? null : normalise(facts, operation, record.location);
}

function factsOf({ shape, value: wrapped }: Pick<ReadRecord, 'shape' | 'value'>): RecordFacts | null {
  const value = unwrapRecord(wrapped);
  switch (shape) {
    case 'cloudtrail':
      return awsFacts(value);
    case 'cloudtrail-lookup':
      return awsFacts(lookupEvent(value));
    case 'azure-rest':
    case 'azure-eventhub':
      return azureFacts(value);
    case 'gcp-logentry':
      return gcpFacts(value);
  }
}

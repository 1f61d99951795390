import { loadCatalogue } from '../catalogue/catalogue.js';
import { type WantedBits, wantedBits } from '../formats/kernel/kernel.js';
import type { ReadRecord } from '../formats/readRecords.js';
<<<<<<< HEAD
import { cloudOf, type RecordShape } from '../formats/recordShape.js';
import { CLOUDS } from '../model.js';
import { awsFacts, lookupEvent } from './aws.js';
=======
import { cloudOf, ID_OF_MARKED, type RecordShape } from '../formats/recordShape.js';
import type { Shape } from '../formats/shapes/shape.js';
import { SHAPES, shapeFor } from '../formats/shapes/shapes.js';
import type { Cloud } from '../model.js';
import { awsFacts } from './aws.js';
>>>>>>> shapes
import { azureFacts } from './azure.js';
import type { RecordFacts } from './facts.js';
import { gcpFacts } from './gcp.js';
import { isObject } from './json.js';
import { type Draft, normalise } from './normalise.js';

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
export function shapeOfValue(value: unknown): Shape | null {
  return isObject(value) ? shapeFor(value) : null;
}

/** The name of the first operation in a parsed record, as it stands there; `null` when it names none. */
export function operationOf(shape: RecordShape, value: unknown): string | null {
  return factsOf({ shape, value })[0]?.operation ?? null;
}

/** The events that a record tells, one for each entry inside whose operation stands in the catalogue. */
export function readRecord(record: ReadRecord): Draft[] {
  return factsOf(record).flatMap((facts) => {
    const operation = loadCatalogue().find(facts.cloud, facts.service, facts.operation);
    return operation === undefined ? [] : normalise(facts, operation, record.location);
  });
}

const FACTS: Readonly<Record<Cloud, (entry: unknown) => RecordFacts | null>> = {
  aws: awsFacts,
  azure: azureFacts,
  gcp: gcpFacts,
};

function factsOf({ shape, value }: Pick<ReadRecord, 'shape' | 'value'>): readonly RecordFacts[] {
  if (!isObject(value)) return [];
  const whole = typeof shape === 'string' ? shapeOfMarked(shape, value) : shape;
  return whole.read(value).entries.flatMap((entry) => FACTS[whole.cloud](entry) ?? []);
}

const BY_ID = new Map(SHAPES.map((shape) => [shape.id, shape]));

/** Marks tell no more than which keys stand where: the value tells whether the record is wrapped. */
function shapeOfMarked(marked: Exclude<RecordShape, Shape>, value: Readonly<Record<string, unknown>>): Shape {
  const shape = shapeFor(value) ?? BY_ID.get(ID_OF_MARKED[marked]);
  if (shape === undefined) throw new Error(`no shape in the table has the id of ${marked}`);
  return shape;
}

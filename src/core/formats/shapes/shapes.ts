import type { Cloud } from '../../model.js';
import { isObject, type JsonObject } from '../../providers/json.js';
import { azureAlert } from './azureAlert.js';
import { azureDatadog } from './azureDatadog.js';
import { azureEventHub } from './azureEventHub.js';
import { azureLogAnalytics } from './azureLogAnalytics.js';
import { azureLogAnalyticsTables } from './azureLogAnalyticsTables.js';
import { azurePortal } from './azurePortal.js';
import { azurePowershell } from './azurePowershell.js';
import { azureRest } from './azureRest.js';
import { carriers } from './carriers.js';
import { cloudtrailConsole } from './cloudtrailConsole.js';
import { cloudtrailDigest } from './cloudtrailDigest.js';
import { cloudtrailElastic } from './cloudtrailElastic.js';
import { cloudtrailEvent } from './cloudtrailEvent.js';
import { cloudtrailEventBridge } from './cloudtrailEventBridge.js';
import { cloudtrailInsight } from './cloudtrailInsight.js';
import { cloudtrailLake } from './cloudtrailLake.js';
import { cloudtrailLogstash } from './cloudtrailLogstash.js';
import { cloudtrailLookup } from './cloudtrailLookup.js';
import { cloudtrailRow } from './cloudtrailRow.js';
import { cloudtrailWazuh } from './cloudtrailWazuh.js';
import { cloudwatchEvents } from './cloudwatchEvents.js';
import { cloudwatchInsights } from './cloudwatchInsights.js';
import { cloudwatchSubscription } from './cloudwatchSubscription.js';
import { ebsNotification } from './ebsNotification.js';
import { gcpBigQuery } from './gcpBigQuery.js';
import { gcpCloudEvents } from './gcpCloudEvents.js';
import { gcpExplorer } from './gcpExplorer.js';
import { gcpLogAnalytics } from './gcpLogAnalytics.js';
import { gcpLogEntry } from './gcpLogEntry.js';
import { gcpPubSub } from './gcpPubSub.js';
import { ocsfApiActivity } from './ocsfApiActivity.js';
import type { Shape, ShapeEntries } from './shape.js';
import type { Carried, Wrapper } from './wrapper.js';

/** So many wrappers around one record are opened; what is wrapped more often is not looked for. */
export const MAX_WRAPPERS = 4;

/**
 * The table in its order: a record is of the first shape that its keys tell. The providers' own shapes stand first, so
 * that nothing inside such a record (a caller writes parts of it) makes it another; wrappers whose keys say much stand
 * before those whose keys say little, and an Elastic document that kept the event is read from that.
 */
const TABLE: readonly (Shape | Wrapper)[] = [
  cloudtrailEvent,
  cloudtrailLogstash,
  azureRest,
  azureEventHub,
  gcpLogEntry,
  cloudtrailLookup,
  cloudtrailDigest,
  cloudtrailInsight,
  ebsNotification,
  cloudtrailEventBridge,
  cloudtrailWazuh,
  cloudwatchSubscription,
  cloudwatchEvents,
  cloudwatchInsights,
  cloudtrailLake,
  ocsfApiActivity,
  azurePowershell,
  cloudtrailConsole,
  cloudtrailRow,
  azureLogAnalytics,
  azureLogAnalyticsTables,
  azurePortal,
  azureDatadog,
  azureAlert,
  gcpBigQuery,
  gcpLogAnalytics,
  gcpExplorer,
  gcpPubSub,
  gcpCloudEvents,
  carriers,
  cloudtrailElastic,
];

/** Every shape, in the order in which they are tried; a wrapper counts once for each cloud that it may carry. */
export const SHAPES: readonly Shape[] = TABLE.flatMap((entry) =>
  isShape(entry) ? [entry] : shapesOf(entry),
);

/** The shape of a record by its keys and values alone; `null` when it is no audit record. Never throws. */
export function shapeFor(record: JsonObject): Shape | null {
  return SHAPES.find((shape) => shape.detect(record)) ?? null;
}

function isShape(entry: Shape | Wrapper): entry is Shape {
  return 'read' in entry;
}

interface Resolved extends ShapeEntries {
  readonly cloud: Cloud;
}

function shapesOf(wrapper: Wrapper): readonly Shape[] {
  // Telling the shape already opens the record: the answer is kept as long as the record is.
  const known = new WeakMap<JsonObject, Resolved | null>();
  const resolved = (record: JsonObject): Resolved | null => {
    const answer = known.get(record);
    if (answer !== undefined) return answer;
    const places = wrapper.open(record);
    if (places.length === 0) return null;
    const found = resolveWrapper(wrapper, places, 1);
    known.set(record, found);
    return found;
  };
  return (Object.keys(wrapper.ids) as Cloud[]).flatMap((cloud) => {
    const id = wrapper.ids[cloud];
    return id === undefined
      ? []
      : {
          id,
          cloud,
          detect: (record: JsonObject) => resolved(record)?.cloud === cloud,
          read: (record: JsonObject) => resolved(record) ?? { entries: [], problem: null },
        };
  });
}

/** `depth`: how many wrappers there are around the record's entries, this one counted. */
function resolveWrapper(wrapper: Wrapper, places: readonly Carried[], depth: number): Resolved | null {
  for (const place of places) {
    const resolved = resolvePlace(place, depth);
    if (resolved !== null && wrapper.ids[resolved.cloud] !== undefined) return resolved;
  }
  if (wrapper.certain === null || places.length === 0) return null;
  const problem = places.find((place) => place.problem !== null)?.problem ?? null;
  const strange = places.some(({ values }) => values.length > 0);
  return {
    cloud: wrapper.certain,
    entries: [],
    problem: problem ?? (strange ? 'what it carries is no audit log record' : null),
  };
}

/** The first record found tells the cloud; those of other clouds beside it are left out and told. */
function resolvePlace({ values, problem }: Carried, depth: number): Resolved | null {
  const found = values.map((value) => resolve(value, depth));
  const cloud = found.find((one) => one !== null)?.cloud;
  if (cloud === undefined) return null;
  const ours = found.filter((one) => one?.cloud === cloud);
  const left = found.length - ours.length;
  return {
    cloud,
    entries: ours.flatMap((one) => one?.entries ?? []),
    problem:
      problem ??
      ours.find((one) => one?.problem)?.problem ??
      (left === 0
        ? null
        : `${left} of ${found.length} records inside are none of the same cloud's audit log`),
  };
}

/** A value inside `depth` wrappers. */
function resolve(value: unknown, depth: number): Resolved | null {
  if (Array.isArray(value)) {
    // A list in a list is nobody's envelope.
    const values = value.map((element) => (Array.isArray(element) ? null : element));
    return resolvePlace({ values, problem: null }, depth);
  }
  if (!isObject(value)) return null;
  for (const entry of TABLE) {
    if (isShape(entry)) {
      if (entry.detect(value)) return { cloud: entry.cloud, ...entry.read(value) };
    } else if (depth < MAX_WRAPPERS) {
      const resolved = resolveWrapper(entry, entry.open(value), depth + 1);
      if (resolved !== null) return resolved;
    }
  }
  return null;
}

const BY_ID = new Map(SHAPES.map((shape) => [shape.id, shape]));

/** The shape of an id; throws for one that the table does not have. */
export function shapeNamed(id: Shape['id']): Shape {
  const shape = BY_ID.get(id);
  if (shape === undefined) throw new Error(`no shape in the table has the id ${id}`);
  return shape;
}

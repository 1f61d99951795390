import type { RecordFormat } from '../../../../src/core/model.js';
import type { JsonObject } from '../../../../src/core/providers/json.js';

/** A record of one shape, and what the entries inside say. */
export interface Fixture {
  readonly name: string;
  readonly shape: RecordFormat;
  /** `data`: seen in a real record, `doc`: the vendor's documentation, `synth`: somebody's invented test. */
  readonly provenance: `${'data' | 'doc' | 'synth'}: ${string}`;
  readonly record: JsonObject;
  readonly tells: readonly Told[];
}

export interface Told {
  readonly operation: string;
  readonly time: string | null;
  readonly actor: string | null;
  readonly sourceIp: string | null;
  readonly outcome: string;
  /** `role kind id` of each. */
  readonly resources: readonly string[];
  readonly sharedWith?: readonly string[];
}

/** UTF-8 in base64, as Pub/Sub and CloudEvents carry it. */
export function inBase64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}

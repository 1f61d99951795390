import type { Action, Cloud, Component, ResourceKind, ResourceRole } from '../model.js';

/**
 * One row of the catalogue: what an operation of a provider does, and where its record names things.
 * The rows stand in `operations/*.json`, one on each line, sorted by service and name.
 *
 * A row is written as
 *
 *     {"service":"ec2.amazonaws.com","operation":"CreateVolume","action":"restore","component":null,
 *      "resources":["source snapshot requestParameters.snapshotId","result volume responseElements.volumeId"],
 *      "needs":["snapshot"],"confidence":"logged","fact":"botocore 1.43.67 ec2; logged example"}
 *
 * **How the action is decided.** First `share`: if an `add` path yields somebody, the action is `share`; else
 * if a `remove` path does, `unshare`; else, if the record holds the list a `set` path names, `share` when
 * somebody is on it and `unshare` when it is empty. Otherwise the first of the `cases` whose path yields
 * something. Otherwise the row's own `action`. `share` and `unshare` keep the row's component.
 *
 * **Roles.** `subject`: what the operation is about; `source`: what it was made from; `result`: what was made;
 * `target`: where it went. Lineage: with `create` and `copy` from each source to each subject, and from each
 * subject to each result; with no subject, and with any other action, from each source to each result. A
 * result without a source was made from the subject (the last snapshot of a deleted database). What a
 * `delete` deletes is the subject, never the result.
 *
 * **Paths** are read by this grammar:
 *
 *     resource    = role " " kind " " path
 *     path        = alternative *( " ?? " alternative )          the first that yields something wins
 *     alternative = steps / "template:" text
 *     steps       = step *( "." step )
 *     step        = key *( "[]" / filter / option )
 *     option      = "[>" text "]"                                what follows the text
 *     filter      = "[" [ property ] operator text "]"           operator "=" equals, "~" contains
 *     text        = any characters but "]"; in a template with "{" steps "}", at least one, and any "{" word "}"
 *     word        = "project" / "region" / "zone" / "account" / "partition"
 *
 * - AWS paths start at the event, Azure paths at the record, Google paths at `protoPayload`. In Azure `body` is
 *   what `properties.responseBody` or else `properties.requestbody` holds, as an object or as JSON in a string.
 * - Keys match without regard to letter case and underscores. A property and a text may hold dots and hyphens;
 *   a key may not hold a dot.
 * - `[]` goes through a list: an array, `{"items":[…]}`, `{"item":…}`, EC2's `{"tag":1,"content":…}`, or one value
 *   that stands for a list of one. A filter does the same and keeps what fits: `[action=ADD]` objects whose
 *   property `action` is it, `[~/snapshots/]` values that contain it. Texts compare without regard to case;
 *   numbers and booleans as they are written in JSON. An option does the same with what holds its text, and yields
 *   what stands behind it: `[>source_image=]` of `-source_image=x` yields `x`.
 * - The wrappers `<Operation>Request` and `<Operation>Response` of newer EC2 calls are not written: the reader
 *   looks through them.
 * - A path yields each string, number or boolean found that is not empty. An object counts as nothing, except in
 *   `cases` and `needs`, which ask only whether it is there.
 * - A template makes a full name of a bare one: of what the last of its paths yields. The paths before it (the
 *   parent that a new thing belongs to) give their first value; the words are known of the record as a whole
 *   (`partition` follows from the region). If the last path yields nothing, neither does the template; a value
 *   that is full already (starts with `arn:`, `projects/` or `https://`) is taken as it is, and so is a bare
 *   name when a word or a path before it is unknown.
 * - A key leads on into a string that holds a JSON object: policies are logged so. A `*` is nobody's name: it
 *   counts only in `share`, for everybody.
 */
export interface Operation {
  readonly cloud: Cloud;
  /** `eventSource` of AWS, provider of Azure, API host of Google. */
  readonly service: string;
  /** The provider's own name in its usual letter case; Google without the API version. */
  readonly operation: string;
  /** Google: the API versions that have it. */
  readonly versions: readonly string[];
  readonly action: Action;
  readonly component: Component | null;
  /** Instead of those that follow from the action; see `techniquesFor`. */
  readonly techniques: readonly string[] | null;
  readonly resources: readonly ResourceSpec[];
  /**
   * Empty: the record is an event of its own. Otherwise only if a resource of a kind named here was found
   * with any role, or a path named here yields something; or else if it belongs to a chain that is known anyway.
   * `chain` says no more than that: never on its own. What creates an identity also counts when that identity acts
   * in an event that does, what lets others use a key when that key encrypts something of a chain.
   */
  readonly needs: readonly Need[];
  readonly share: ShareSpec | null;
  readonly cases: readonly CaseSpec[];
  /** `false`: the provider's audit log never has it; `optional`: only if switched on (data events, Data Access logs). */
  readonly logged: boolean | 'optional';
  /** `null` in the build that ships, as are `fact` and `note`: they are for whoever reviews a row. */
  readonly confidence: Confidence | null;
  /** What the row rests on. */
  readonly fact: string | null;
  readonly note: string | null;
}

export interface ResourceSpec {
  readonly role: ResourceRole;
  readonly kind: ResourceKind;
  readonly path: string;
}

export type Need =
  | { readonly type: 'kind'; readonly kind: ResourceKind }
  | { readonly type: 'path'; readonly path: string }
  | { readonly type: 'chain' };

/** Paths that say who may use the subject. */
export interface ShareSpec {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** Everybody who may use it after the call. */
  readonly set: readonly string[];
}

/** If the path yields something, this action instead of the row's. */
export interface CaseSpec {
  readonly if: string;
  readonly action: Action;
  /** The row's, where the case names none. */
  readonly component: Component | null;
  /** Where the case names none: the row's if the action is the row's, else those that follow from the action. */
  readonly techniques: readonly string[] | null;
}

export const CONFIDENCES = ['logged', 'documented', 'model', 'inferred'] as const;
/**
 * `logged`: seen in a real record; `documented`: the vendor shows the record; `model`: the operation and its
 * fields exist in the provider's API model; `inferred`: the name follows from a rule or a role definition.
 */
export type Confidence = (typeof CONFIDENCES)[number];

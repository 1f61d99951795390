import type { Actor, Cloud, Note, Outcome } from '../model.js';

/**
 * What every record says, whatever it is about: who, when, where, with what result.
 * The catalogue then says what the operation means and where its resources stand.
 */
export interface RecordFacts {
  readonly cloud: Cloud;
  readonly service: string;
  /** As it stands in the record; the catalogue knows the canonical name. */
  readonly operation: string;
  readonly time: string | null;
  readonly outcome: Outcome;
  readonly errorCode: string | null;
  readonly actor: Actor;
  readonly account: string | null;
  readonly region: string | null;
  readonly sourceIp: string | null;
  readonly userAgent: string | null;
  readonly vpcEndpoint: string | null;
  readonly network: string | null;
  /** What the caller asked for: its words are notes, its keys those of the result. */
  readonly request: unknown;
  /** What was answered; the caller's words are not looked for here. */
  readonly response: unknown;
  /** Words of the caller that stand beside the request: session names, reasons in headers. */
  readonly notes: readonly Note[];
  /** The provider's own id of the record, if it has one: two exports of one record share it. */
  readonly identity: string | null;
  /** Set where several records tell one act: a key that they share, and which part this one tells. */
  readonly act: Act | null;
  /** Numbers and ids that never come twice, by the name of the thing (as `readableId` gives it, in lower case). */
  readonly uids?: ReadonlyMap<string, string>;
  /** What the catalogue's field paths are read from. */
  readonly root: unknown;
  /** What the templates of the catalogue's paths know of the record: project, zone, region, account, partition. */
  readonly words: Readonly<Record<string, string | null>>;
}

export interface Act {
  readonly key: string;
  readonly phase: 'start' | 'progress' | 'end';
  /**
   * `accounts`: the logs of two accounts tell it, and which two records belong together is decided when both are
   * known; otherwise records of one log share the key.
   */
  readonly across?: 'accounts';
  /** What it shares with the acts that it set off, or that set it off (Azure's correlation id). */
  readonly correlation?: string;
}

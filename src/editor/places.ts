import * as vscode from 'vscode';
import type { InputSummary, Location, SnapshotEvent } from '../core/model.js';
import type { AnalysisIndex } from '../core/reports/analysisIndex.js';
import type { CaseStore } from './caseStore.js';
import { inputOf, READABLE_SCHEME, readableUri } from './readableUri.js';
import type { Layout, ReadableViews } from './readableView.js';

/** The editor paints a line up to this column only. */
const LAST_PAINTED_COLUMN = 10_000;

/** Where a document shows an event's operation name. */
export interface Place {
  readonly event: SnapshotEvent;
  readonly range: vscode.Range;
}

interface Position {
  readonly line: number;
  readonly column: number;
  readonly width: number;
}

/** Makes its range when it is asked for: of 100,000 places in a log, few are ever shown. */
class PositionedEvent implements Place {
  readonly event: SnapshotEvent;
  readonly #position: Position;
  #range: vscode.Range | undefined;

  constructor(event: SnapshotEvent, position: Position) {
    this.event = event;
    this.#position = position;
  }

  get range(): vscode.Range {
    this.#range ??= rangeOf(this.#position);
    return this.#range;
  }
}

/** Turns an analysis' positions into ranges of documents: of the log itself or of its readable view. */
export class Places {
  readonly #store: CaseStore;
  readonly #readable: ReadableViews;
  #index: AnalysisIndex | undefined;
  readonly #cache = new Map<
    string,
    { readonly layout: Layout | undefined; readonly places: readonly Place[] }
  >();

  constructor(store: CaseStore, readable: ReadableViews) {
    this.#store = store;
    this.#readable = readable;
  }

  /** The events of a document in the order of its text; none for a document that is no input. */
  placesIn(uri: vscode.Uri): readonly Place[] {
    const { index } = this.#store;
    if (index !== this.#index) {
      this.#cache.clear();
      this.#index = index;
    }
    const key = uri.toString();
    const isReadable = uri.scheme === READABLE_SCHEME;
    const input = inputOf(uri);
    const layout = isReadable ? this.#readable.known(input) : undefined;
    const cached = this.#cache.get(key);
    if (cached && cached.layout === layout) return cached.places;
    const places = index.eventsIn(input).flatMap(({ event, location }) => {
      const position = isReadable ? layout?.marks.get(location.record) : rawPosition(index, location);
      return position ? [new PositionedEvent(event, position)] : [];
    });
    this.#cache.set(key, { layout, places });
    return places;
  }

  /** The event whose operation name stands at a position. */
  at(uri: vscode.Uri, position: vscode.Position): Place | undefined {
    return this.placesIn(uri).find((place) => place.range.contains(position));
  }

  /** The event of a line, when it is the only one there. */
  onLine(uri: vscode.Uri, line: number): Place | undefined {
    const places = this.placesIn(uri).filter((place) => place.range.start.line === line);
    return places.length === 1 ? places[0] : undefined;
  }

  /** True when only the readable view can show a location. */
  needsReadable(location: Location): boolean {
    return this.isPacked(location.uri) || location.column + location.width > LAST_PAINTED_COLUMN;
  }

  /** True when the bytes of an input are no text. */
  isPacked(input: string): boolean {
    return isPacked(this.#store.index.input(input));
  }

  /** Where a location can be looked at, as exactly as is known now. */
  link(location: Location): vscode.Location {
    if (!this.needsReadable(location))
      return new vscode.Location(vscode.Uri.parse(location.uri, true), rangeOf(location));
    const mark = this.#readable.known(location.uri)?.marks.get(location.record);
    return new vscode.Location(
      readableUri(location.uri),
      mark ? rangeOf(mark) : new vscode.Range(0, 0, 0, 0),
    );
  }

  /** Where a location is shown for sure; lays the input out when its readable view is needed. */
  async show(location: Location): Promise<vscode.Location> {
    if (this.needsReadable(location)) await this.#readable.prepare(location.uri);
    return this.link(location);
  }
}

/** True when the bytes of an input, as they lie on disk, are not the text in which positions count. */
export function isPacked(input: InputSummary | undefined): boolean {
  return input !== undefined && input.container !== 'plain';
}

function rawPosition(index: AnalysisIndex, location: Location): Position | undefined {
  return isPacked(index.input(location.uri)) ? undefined : location;
}

function rangeOf({ line, column, width }: Position): vscode.Range {
  const row = Math.max(0, line - 1);
  const start = Math.max(0, column - 1);
  return new vscode.Range(row, start, row, start + Math.max(1, width));
}

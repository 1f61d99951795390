import type { TimelineStrings } from '../../src/protocol/timeline.js';
import type { Scene, Spot } from './scene.js';
import { clamp, framed, type Span } from './span.js';

/** Who changed the selection: what comes from the host is not sent back to it. */
export type Origin = 'pointer' | 'keyboard' | 'host' | 'restore';

export interface Events {
  readonly scene: undefined;
  readonly span: undefined;
  readonly spot: Origin;
}

type Listeners = { [K in keyof Events]: ((detail: Events[K]) => void)[] };

/** Everything that the parts of the page share; each part listens to what it shows. */
export class Store {
  readonly #listeners: Listeners = { scene: [], span: [], spot: [] };
  #strings: TimelineStrings | null = null;
  #scene: Scene | null = null;
  #span: Span = { from: 0, to: 1 };
  #fitted = true;
  #spot: Spot | null = null;

  get strings(): TimelineStrings | null {
    return this.#strings;
  }
  /** `null` until an analysis is there. */
  get scene(): Scene | null {
    return this.#scene;
  }
  get span(): Span {
    return this.#span;
  }
  /** True while the whole range is shown, whatever it is. */
  get fitted(): boolean {
    return this.#fitted;
  }
  get spot(): Spot | null {
    return this.#spot;
  }

  on<K extends keyof Events>(name: K, listener: (detail: Events[K]) => void): void {
    this.#listeners[name].push(listener);
  }

  setScene(scene: Scene | null, strings: TimelineStrings, spot: Spot | null): void {
    this.#strings = strings;
    this.#scene = scene;
    this.#spot = spot;
    if (scene) this.#span = this.#fitted ? framed(scene.extent) : clamp(this.#span, framed(scene.extent));
    this.#emit('scene', undefined);
  }

  setSpan(span: Span): void {
    if (!this.#scene) return;
    this.#span = clamp(span, framed(this.#scene.extent));
    this.#fitted = false;
    this.#emit('span', undefined);
  }

  fitAll(): void {
    if (!this.#scene) return;
    this.#span = framed(this.#scene.extent);
    this.#fitted = true;
    this.#emit('span', undefined);
  }

  select(spot: Spot | null, origin: Origin): void {
    if (spot?.lane === this.#spot?.lane && spot?.event === this.#spot?.event) return;
    this.#spot = spot;
    this.#emit('spot', origin);
  }

  #emit<K extends keyof Events>(name: K, detail: Events[K]): void {
    for (const listener of this.#listeners[name]) listener(detail);
  }
}

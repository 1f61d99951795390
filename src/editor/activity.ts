/** Knows what is still under way, so that a test (or a reload) can wait for quiet. */
export class Activity {
  readonly #running = new Set<Promise<unknown>>();

  track<T>(promise: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = promise
      .catch(() => undefined)
      .finally(() => this.#running.delete(settled));
    this.#running.add(settled);
    return promise;
  }

  /** Resolves when nothing runs, also nothing that was started meanwhile. */
  async whenIdle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}

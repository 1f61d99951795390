/** So many files are read here at the same time: enough to hide the latency of a remote file system. */
export const BYTE_LANES = 6;
/** So many are asked for where others read them: enough for them to find the largest early. */
export const PATH_LANES = 256;
/** Bytes held at the same time over all lanes; one larger file goes alone. */
const MAX_BYTES_IN_FLIGHT = 128 * 1024 * 1024;

/** Lets work through while the bytes under way stay below a bound. */
export class ByteBudget {
  readonly #max: number;
  readonly #waiting: (() => void)[] = [];
  #used = 0;

  constructor(max = MAX_BYTES_IN_FLIGHT) {
    this.#max = max;
  }

  async within<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    while (this.#used > 0 && this.#used + bytes > this.#max) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#used += bytes;
    try {
      return await work();
    } finally {
      this.#used -= bytes;
      for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }
}

/** Works on items in order, several at a time, until all are done or `stopped` says so. */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  stopped: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length && !stopped()) {
      const item = items[next++];
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
}

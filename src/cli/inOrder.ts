/**
 * Works on items while they come, at most `max` at the same time, and tells each outcome in the order of the items,
 * as soon as all before it are known. Rejects with the first failure; nothing is told or begun afterwards.
 */
export async function inOrder<T, R>(
  items: AsyncIterable<T>,
  max: number,
  work: (item: T) => Promise<R>,
  tell: (item: T, outcome: R) => void,
): Promise<void> {
  /** What is done or under way and not told yet. */
  const untold: { readonly item: T; outcome: { readonly value: R } | null }[] = [];
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  const run = async (entry: (typeof untold)[number]): Promise<void> => {
    try {
      entry.outcome = { value: await work(entry.item) };
    } catch (error) {
      failure ??= { error };
    }
    for (let first = untold[0]; first?.outcome && failure === null; first = untold[0]) {
      untold.shift();
      tell(first.item, first.outcome.value);
    }
  };
  const check = (): void => {
    if (failure !== null) throw failure.error;
  };
  try {
    for await (const item of items) {
      const entry: (typeof untold)[number] = { item, outcome: null };
      untold.push(entry);
      const task: Promise<void> = run(entry).finally(() => running.delete(task));
      running.add(task);
      while (running.size >= max) await Promise.race(running);
      check();
    }
    while (running.size > 0) {
      await Promise.race(running);
      check();
    }
  } catch (error) {
    failure ??= { error };
    throw error;
  }
}

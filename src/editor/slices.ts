/** Longer work in one piece is felt while typing and scrolling. */
const SLICE_MS = 10;

/** Lets everything else that waits have its turn. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Does work step by step, with a pause whenever a slice of time is over. Ends early when `stopped` says so. */
export async function inSlices<T>(
  steps: Iterator<unknown, T>,
  stopped: () => boolean = () => false,
): Promise<T | undefined> {
  let began = Date.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (Date.now() - began < SLICE_MS) continue;
    await pause();
    if (stopped()) return undefined;
    began = Date.now();
  }
}

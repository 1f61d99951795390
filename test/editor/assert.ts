/** A few assertions that run in every extension host, with or without Node. */
export function ok(value: unknown, message: string): asserts value {
  if (!value) throw new Error(message);
}

export function equal<T>(actual: T, expected: T, message = ''): void {
  const [a, b] = [show(actual), show(expected)];
  if (a !== b) throw new Error(`${message}${message === '' ? '' : ': '}expected ${b}, got ${a}`);
}

export function includes(text: string, part: string, message = ''): void {
  if (!text.includes(part))
    throw new Error(
      `${message}${message === '' ? '' : ': '}no ${show(part)} in ${show(text.slice(0, 4000))}`,
    );
}

export function excludes(text: string, part: string, message = ''): void {
  if (text.includes(part))
    throw new Error(
      `${message}${message === '' ? '' : ': '}found ${show(part)} in ${show(text.slice(0, 4000))}`,
    );
}

/** Waits for something that has no event to wait for. */
export async function eventually(
  check: () => unknown,
  message: string,
  milliseconds = 10_000,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${message}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

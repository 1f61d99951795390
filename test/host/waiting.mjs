import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is there. A condition that throws counts as "not yet"; the last error is told at the end.
 * @template T
 * @param {string} what completes "Waited … for"
 * @param {() => Promise<T | undefined | null | false> | T | undefined | null | false} condition
 * @param {{ timeout?: number, interval?: number }} [options] in milliseconds
 * @returns {Promise<T>}
 */
export async function waitFor(what, condition, { timeout = 60_000, interval = 100 } = {}) {
  const deadline = Date.now() + timeout;
  /** @type {unknown} */
  let lastError;
  do {
    try {
      const answer = await condition();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
    } catch (error) {
      lastError = error;
    }
    await sleep(interval);
  } while (Date.now() < deadline);
  throw new Error(
    `Waited ${timeout / 1000} s in vain for ${what}.`,
    lastError === undefined ? {} : { cause: lastError },
  );
}

/**
 * @template T
 * @param {string} what completes "… took longer than"
 * @param {number} timeout in milliseconds
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
export async function within(what, timeout, promise) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${timeout / 1000} s.`)), timeout);
  });
  try {
    return await Promise.race([promise, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}

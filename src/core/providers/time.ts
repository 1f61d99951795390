const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/;

/** Stands for a missing time where times are sorted as text: behind every one that can be written. */
export const NO_TIME = '~';

/** Before the clouds there were no logs of them: such a number is no time. */
const EARLIEST_YEAR = 2000;

/**
 * A log's time as ISO 8601 in UTC with milliseconds, or `null` when it is none. Reads ISO with
 * `Z` or an offset (a time without either is UTC, as the three clouds write it) and epoch
 * milliseconds; never a local format, whose day and month nobody can tell apart.
 */
export function utcTime(value: unknown): string | null {
  if (typeof value === 'number') return isoOf(value);
  if (typeof value !== 'string' || !ISO.test(value)) return null;
  const iso = value
    .replace(' ', 'T')
    .replace(/(\.\d{3})\d+/, '$1')
    .replace(/\s+/, '');
  return isoOf(Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`));
}

function isoOf(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || date.getUTCFullYear() < EARLIEST_YEAR
    ? null
    : date.toISOString();
}

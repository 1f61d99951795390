import { utcTime } from '../../providers/time.js';

/**
 * Times as portals and tools write them, each read only where its documentation fixes zone and order of day and month.
 * All give ISO 8601 in UTC, or `null`.
 */

/**
 * `4/28/2021, 2:32:14.029 PM`, the en-US form without padding that Log Analytics writes below a `[UTC]` column. Other
 * locales pad, or write the marker in lower case: they are not read, since they may put the day first.
 */
export function usTimeInUtc(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const match = value.match(/^([1-9]\d?)\/([1-9]\d?)\/(\d{4}), ([1-9]\d?):(\d{2}):(\d{2})(\.\d+)? ([AP])M$/);
  if (match === null) return utcTime(value);
  const [, month = '', day = '', year = '', hour = '', minute = '', second = '', fraction = '', half = ''] =
    match;
  return dateOf(year, Number(month), Number(day), hour24(hour, half), `${minute}:${second}${fraction}`);
}

/**
 * The console of CloudTrail: ISO, `2024-04-16, 10:18:03 PM` (in UTC), or with the month's name and an offset
 * (`April 16, 2024, 22:18:03 (UTC+02:00)`).
 */
export function consoleTime(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const named = value.match(
    /^([A-Z][a-z]+) (\d{1,2}), (\d{4}),? (?:at )?(\d{1,2}):(\d{2}:\d{2}) \(UTC([+-]\d{2}:\d{2})?\)$/,
  );
  if (named !== null) {
    const [, name = '', day = '', year = '', hour = '', rest = '', offset = 'Z'] = named;
    return dateOf(year, monthOf(name), Number(day), Number(hour), rest, offset);
  }
  const marked = value.match(/^(\d{4})-(\d{2})-(\d{2}), (\d{1,2}):(\d{2}:\d{2}) ([AP])M$/i);
  if (marked === null) return utcTime(value);
  const [, year = '', month = '', day = '', hour = '', rest = '', half = ''] = marked;
  return dateOf(year, Number(month), Number(day), hour24(hour, half), rest);
}

/** The Azure portal: ISO, or JavaScript's own form, `Wed Apr 28 2021 14:32:14 GMT+0200 (…)`. */
export function portalTime(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const match = value.match(
    /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{4}) (\d{2}):(\d{2}:\d{2}) GMT([+-]\d{2})(\d{2})(?: \([^)]*\))?$/,
  );
  if (match === null) return utcTime(value);
  const [, name = '', day = '', year = '', hour = '', rest = '', hours = '', minutes = ''] = match;
  return dateOf(year, monthOf(name), Number(day), Number(hour), rest, `${hours}:${minutes}`);
}

/** What PowerShell's ConvertTo-Json makes of a date: `/Date(1620000000000)/` (5.1), else ISO. */
export function powershellTime(value: unknown): string | null {
  const milliseconds =
    typeof value === 'string' ? value.match(/^\/Date\((\d+)(?:[+-]\d{4})?\)\/$/)?.[1] : undefined;
  return milliseconds === undefined ? utcTime(value) : utcTime(Number(milliseconds));
}

/**
 * BigQuery's timestamps: `2023-07-10 12:11:27.123456 UTC` as its console and `bq` print them, seconds since 1970 as its
 * API gives them (`1.688991087123456E9`).
 */
export function bigQueryTime(value: unknown): string | null {
  const seconds = /^\d\.\d+E9$|^[1-9]\d{8,9}(?:\.\d+)?$/;
  if ((typeof value === 'string' || typeof value === 'number') && seconds.test(String(value))) {
    return utcTime(Math.floor(Number(value) * 1000));
  }
  return utcTime(typeof value === 'string' ? value.replace(/ UTC$/, 'Z') : value);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3)) + 1;
}

/** 12 AM is midnight, 12 PM noon. */
function hour24(hour: string, half: string): number {
  return (Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
}

function dateOf(
  year: string,
  month: number,
  day: number,
  hour: number,
  rest: string,
  offset = 'Z',
): string | null {
  const two = (value: number) => String(value).padStart(2, '0');
  return utcTime(`${year}-${two(month)}-${two(day)}T${two(hour)}:${rest}${offset}`);
}

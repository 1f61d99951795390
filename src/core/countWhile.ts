/**
 * How many of a list's items, from its beginning, are so: `is` holds for these and for none behind them. By halving, so
 * that `is` is asked for few. Also the index of the first item that is not so.
 */
export function countWhile(length: number, is: (index: number) => boolean): number {
  let from = 0;
  let to = length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (is(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}

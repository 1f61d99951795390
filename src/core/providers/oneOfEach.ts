/**
 * Answers for equal values the first of them, so that what thousands of records say of who acted is held once, and sent
 * once to another thread. `textOf` tells values apart.
 */
export function oneOfEach<T>(textOf: (value: T) => string): (value: T) => T {
  const known = new Map<string, T>();
  return (value) => {
    const text = textOf(value);
    const first = known.get(text);
    if (first !== undefined) return first;
    known.set(text, value);
    return value;
  };
}

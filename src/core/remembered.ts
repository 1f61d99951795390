/** Asks `read` once about each object; its answer is kept as long as the object is. */
export function remembered<Key extends object, T>(read: (key: Key) => T): (key: Key) => T {
  const known = new WeakMap<Key, { readonly value: T }>();
  return (key) => {
    let one = known.get(key);
    if (one === undefined) {
      one = { value: read(key) };
      known.set(key, one);
    }
    return one.value;
  };
}

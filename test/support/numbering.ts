let count = 0;

/** A number that no record made before bears. */
export function nextNumber(): number {
  count++;
  return count;
}

/** Begins again, so that the same records come out whatever was made before. */
export function restartNumbering(): void {
  count = 0;
}

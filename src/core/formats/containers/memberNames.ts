/** Characters of names that are remembered of one archive. */
const MAX_NAME_CHARACTERS = 32 * 1024 * 1024;

/** Keeps members of one archive apart that bear the same name: the second `a.json` is `a.json (2)`. */
export class MemberNames {
  readonly #times = new Map<string, number>();
  #characters = 0;

  /** The name under which a member goes; `null` when the names of the archive are longer than can be remembered. */
  apart(name: string): string | null {
    let own = name;
    for (let times = this.#times.get(name) ?? 0; this.#times.has(own); own = `${name} (${times})`) {
      times++;
      this.#times.set(name, times);
    }
    this.#characters += own.length;
    if (this.#characters > MAX_NAME_CHARACTERS) return null;
    this.#times.set(own, 1);
    return own;
  }
}

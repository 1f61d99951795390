/** Gives each text a number, the same whenever it comes again: 0, 1, 2 … */
export class Numbers {
  /** By number. */
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** Its number, a new one if it has none. */
  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  /** Its number, or `undefined` for a text that never came. */
  known(text: string): number | undefined {
    return this.#numbers.get(text);
  }
}

/** The place of each word in a list. */
export function numbersOf<Word extends string>(words: readonly Word[]): Readonly<Record<Word, number>> {
  return Object.fromEntries(words.map((word, index) => [word, index])) as Record<Word, number>;
}

const END = -1;

/** Numbers by number, each once and in the order in which they came; rows of numbers instead of a list for each. */
export class Links {
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #to: number[] = [];
  readonly #by: number[] = [];
  readonly #next: number[] = [];
  /** For those who have more than a few. */
  readonly #many = new Map<number, Set<number>>();

  /** `count`: of those that may have links. */
  constructor(count: number) {
    this.#first = new Int32Array(count).fill(END);
    this.#last = new Int32Array(count).fill(END);
  }

  /** False when the link was there already, which keeps its `by`. */
  add(from: number, to: number, by: number): boolean {
    if (this.#has(from, to)) return false;
    const link = this.#to.push(to) - 1;
    this.#by.push(by);
    this.#next.push(END);
    const last = this.#last[from] ?? END;
    if (last === END) this.#first[from] = link;
    else this.#next[last] = link;
    this.#last[from] = link;
    this.#many.get(from)?.add(to);
    return true;
  }

  /** The first link of a number, or a negative number. */
  first(from: number): number {
    return this.#first[from] ?? END;
  }

  /** The link after this one, or a negative number. */
  next(link: number): number {
    return this.#next[link] ?? END;
  }

  to(link: number): number {
    return this.#to[link] ?? END;
  }

  /** What was given when the link was added. */
  by(link: number): number {
    return this.#by[link] ?? END;
  }

  #has(from: number, to: number): boolean {
    const many = this.#many.get(from);
    if (many !== undefined) return many.has(to);
    let count = 0;
    for (let link = this.first(from); link >= 0; link = this.next(link)) {
      if (this.to(link) === to) return true;
      if (++count > FEW) {
        this.#many.set(from, new Set(this.#all(from)));
        return this.#many.get(from)?.has(to) ?? false;
      }
    }
    return false;
  }

  *#all(from: number): Iterable<number> {
    for (let link = this.first(from); link >= 0; link = this.next(link)) yield this.to(link);
  }
}

const FEW = 16;

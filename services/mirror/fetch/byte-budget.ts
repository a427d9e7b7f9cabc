/**
 * Bytes that bodies in transit may hold in memory, all together; who wants more waits, in order. So the number of big
 * bodies at a time is small, and that of small ones is not.
 */
export class ByteBudget {
  readonly #capacity: number;
  #free: number;
  readonly #waiting: { bytes: number; start: () => void }[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#free = capacity;
  }

  /** Resolves to the function that gives the bytes back. One who wants more than there is gets all of it, alone. */
  async acquire(wanted: number): Promise<() => void> {
    const bytes = Math.min(wanted, this.#capacity);
    if (this.#waiting.length > 0 || bytes > this.#free) {
      await new Promise<void>((start) => this.#waiting.push({ bytes, start }));
    } else {
      this.#free -= bytes;
    }
    let isHeld = true;
    return () => {
      if (isHeld) this.#release(bytes);
      isHeld = false;
    };
  }

  #release(bytes: number): void {
    this.#free += bytes;
    for (let next = this.#waiting[0]; next && next.bytes <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.bytes;
      next.start();
    }
  }
}

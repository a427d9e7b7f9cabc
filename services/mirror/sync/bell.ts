/** Cuts a pause short: whoever looks again and again need not wait for its next look where the news is its own. */
export class Bell {
  /** Remembered where nobody waits. */
  #hasRung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#hasRung = true;
    this.#wake?.();
  }

  /** Resolves at the next ring, after `ms` milliseconds, or when `end` is aborted; for one at a time. */
  async wait(ms: number, end: AbortSignal): Promise<void> {
    if (!this.#hasRung && !end.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = () => resolve();
      const timer = setTimeout(wake, ms);
      end.addEventListener('abort', wake, { once: true });
      this.#wake = wake;
      await promise;
      this.#wake = undefined;
      end.removeEventListener('abort', wake);
      clearTimeout(timer);
    }
    this.#hasRung = false;
  }
}

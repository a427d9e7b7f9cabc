import { DigestError } from './errors.ts';

/** Takes pieces of wanted lengths from chunks of any. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Buffer> {
    const piece = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      if (this.#rest.byteLength === 0) {
        const next = await this.#chunks.next();
        if (next.done === true) throw new DigestError(`the pack ended ${length - filled} bytes too early`);
        this.#rest = next.value;
      }
      const taken = this.#rest.subarray(0, length - filled);
      piece.set(taken, filled);
      filled += taken.byteLength;
      this.#rest = this.#rest.subarray(taken.byteLength);
    }
    return piece;
  }

  /** Ends the transfer, wherever it is; one that is complete leaves its connection to the next one. */
  async close(): Promise<void> {
    // Only who asks for more sees the end; and a generator that never ran has nothing to clean up, as it sees it.
    const isAtEnd = await this.#chunks.next().then(
      ({ done }) => done === true,
      () => true, // It ended by itself. What was taken is whole, or its reader knows already that it isn't.
    );
    if (!isAtEnd) await this.#chunks.return?.();
  }
}

import { DigestError } from './errors.ts';

/** Takes pieces of wanted lengths from chunks of any. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);
  #hasBegun = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Buffer> {
    const piece = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      if (this.#rest.byteLength === 0) {
        const next = await this.#next();
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

  /** Ends the transfer, wherever it is. */
  async close(): Promise<void> {
    // A generator that never ran has nothing to clean up, as it sees it: its connection would stay open.
    if (!this.#hasBegun) await this.#next();
    await this.#chunks.return?.();
  }

  #next(): Promise<IteratorResult<Uint8Array>> {
    this.#hasBegun = true;
    return this.#chunks.next();
  }
}

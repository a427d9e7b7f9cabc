import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Answer } from './exchange.ts';

const OVER = new Error('nobody wants the rest of the answer');

/** An answer as undici brings it; most have no body, and then it costs nothing. */
export class UndiciAnswer implements Answer {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Answer['headers'];
  readonly #body: Readable | undefined;

  constructor(
    {
      statusCode,
      statusMessage,
      headers,
    }: { statusCode: number; statusMessage: string } & Pick<Answer, 'headers'>,
    isEmpty: boolean,
    controller: Dispatcher.DispatchController,
  ) {
    this.statusCode = statusCode;
    this.statusMessage = statusMessage;
    this.headers = headers;
    if (isEmpty) return;
    let isEnded = false;
    this.#body = new Readable({
      read: () => controller.resume(),
      destroy: (error, done) => {
        if (!isEnded) controller.abort(error ?? OVER);
        done(error);
      },
    });
    this.#body.once('end', () => (isEnded = true));
    // Told to whoever reads; where nobody does, nobody misses anything.
    this.#body.on('error', () => undefined);
    this.#pause = () => controller.pause();
  }

  readonly #pause: () => void = () => undefined;

  push(chunk: Buffer): void {
    // Empty ones are undici's own, at a resumption: to pause for one would bring the next one, for ever.
    if (chunk.byteLength > 0 && this.#body?.push(chunk) === false) this.#pause();
  }

  end(): void {
    this.#body?.push(null);
  }

  fail(error: Error): void {
    this.#body?.destroy(error);
  }

  resume(): this {
    this.#body?.resume();
    return this;
  }

  destroy(error?: Error): void {
    this.#body?.destroy(error);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (this.#body) yield* this.#body as AsyncIterable<Uint8Array>;
  }
}

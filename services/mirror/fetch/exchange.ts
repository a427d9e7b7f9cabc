import type { Dispatcher } from 'undici';

/** Of a body that nobody wants: read on for the connection's sake up to here, beyond it that isn't worth it. */
const FORGOTTEN_BYTES = 128 * 1024;
const TOO_MUCH = new Error('more of a body than is worth reading');

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** Takes a piece of a body; the next one waits for the promise, where there is one. */
export type Take = (chunk: Buffer) => void | Promise<void>;

/**
 * One GET, on undici's own level: streams with their iterators and abort signals take twice the time of all the rest
 * of a small file's transfer. The answer waits, once its headers are there, until its body is read or forgotten.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  #statusCode = 0;
  #headers: Headers = {};
  #controller: Dispatcher.DispatchController | undefined;
  #take: Take = () => undefined;
  readonly #answered = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();
  /** Why it ends before its time. */
  #reason: Error | undefined;
  #isOver = false;

  constructor(dispatcher: Dispatcher, url: URL, headers: Record<string, string>) {
    this.#ended.promise.catch(() => undefined); // Told to whoever reads; nobody may.
    const { origin, pathname, search } = url;
    dispatcher.dispatch({ origin, path: pathname + search, method: 'GET', headers }, this);
  }

  /** Resolves when the headers are there. */
  get answered(): Promise<void> {
    return this.#answered.promise;
  }

  get statusCode(): number {
    return this.#statusCode;
  }

  get headers(): Headers {
    return this.#headers;
  }

  /** The body, piece by piece, to its end. What `take` throws ends the transfer. */
  read(take: Take): Promise<void> {
    this.#take = take;
    this.#controller?.resume();
    return this.#ended.promise;
  }

  /** The connection is free for another request afterwards, or closed. */
  async forget(): Promise<void> {
    let bytes = 0;
    const counted = this.read(({ byteLength }) => {
      bytes += byteLength;
      if (bytes > FORGOTTEN_BYTES) throw TOO_MUCH;
    });
    await counted.catch((error: unknown) => {
      if (error !== TOO_MUCH) throw error;
    });
  }

  /** Ends it, wherever it is; does nothing after its end. */
  abort(reason: Error): void {
    if (this.#isOver || this.#reason) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#fail(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#reason) controller.abort(this.#reason);
  }

  onResponseStart(controller: Dispatcher.DispatchController, statusCode: number, headers: Headers): void {
    if (statusCode < 200) return;
    this.#statusCode = statusCode;
    this.#headers = headers;
    controller.pause();
    this.#answered.resolve();
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    // The parser's, at a resumption in the midst of a chunk. To pause for it would bring the next one, for ever.
    if (chunk.byteLength === 0) return;
    try {
      const busy = this.#take(chunk);
      if (!busy) return;
      controller.pause();
      busy.then(
        () => controller.resume(),
        (error: Error) => this.abort(error),
      );
    } catch (error) {
      this.abort(error as Error);
    }
  }

  onResponseEnd(): void {
    this.#isOver = true;
    this.#ended.resolve();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #fail(error: Error): void {
    this.#isOver = true;
    this.#answered.reject(error);
    this.#ended.reject(error);
  }
}

/** An operation on a bucket that failed for good, after the dialect's own retries. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly operation: string;
  readonly key: string;
  /** HTTP status of the store's answer; absent where none came (refused, timeout, cut connection). */
  readonly status: number | undefined;
  /** The store works and refuses just this request: asking again can't help, and others are not concerned. */
  readonly isOfRequest: boolean;

  constructor(
    operation: string,
    key: string,
    reason: string,
    options: { status?: number; isOfRequest?: boolean; cause?: unknown } = {},
  ) {
    super(`${operation} ${key}: ${reason}`, { cause: options.cause });
    this.operation = operation;
    this.key = key;
    this.status = options.status;
    this.isOfRequest = options.isOfRequest ?? false;
  }
}

/** A body that ended before, or went on after, the length that the store had announced. */
export class TruncatedBodyError extends StoreError {
  constructor(key: string, expected: number, received: number, cause?: unknown) {
    const reason = `the body was cut: received ${received} of ${expected} bytes`;
    super('stream', key, reason, { cause });
  }
}

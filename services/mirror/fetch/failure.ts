import type { SyncFailure } from '../status.ts';

export interface FailureDetails {
  httpStatus?: number;
  /** The upstream's own wish. */
  retryAfterMs?: number;
  cause?: unknown;
}

/** What kept a file of the upstream's from being had. */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure';
  readonly kind: SyncFailure['kind'];
  readonly url: string;
  readonly httpStatus: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(kind: SyncFailure['kind'], url: string, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.url = url;
    this.httpStatus = details.httpStatus;
    this.retryAfterMs = details.retryAfterMs;
  }

  /** The upstream said that there is no such file; asking again at once can't help. */
  get isPermanent(): boolean {
    return this.kind === 'status' && [404, 410, 451].includes(this.httpStatus ?? 0);
  }
}

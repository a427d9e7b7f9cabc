import type { SyncFailure } from '../status.ts';

export interface FailureDetails {
  httpStatus?: number;
  /** The upstream's own wish. */
  retryAfterMs?: number;
  cause?: unknown;
  /** For the instance's log alone: excerpts of an answer, addresses. */
  detail?: string;
}

/**
 * What kept a file of the upstream's from being had. The message is shown on the public status page: it must not hold
 * anything of an answer, which may come from where the public can't look.
 */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure';
  readonly kind: SyncFailure['kind'];
  readonly url: string;
  readonly httpStatus: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly detail: string | undefined;

  constructor(kind: SyncFailure['kind'], url: string, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.url = url;
    this.httpStatus = details.httpStatus;
    this.retryAfterMs = details.retryAfterMs;
    this.detail = details.detail;
  }

  /** The upstream said that there is no such file. */
  get isAbsent(): boolean {
    return this.kind === 'status' && [404, 410, 451].includes(this.httpStatus ?? 0);
  }

  /** Asking again at once can't help. */
  get isPermanent(): boolean {
    return this.isAbsent || this.kind === 'refused-address';
  }
}

import { StoreError } from '../errors.ts';

interface ServiceFailure {
  name?: string;
  message?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number; attempts?: number };
}

export function statusOf(error: unknown): number | undefined {
  return (error as ServiceFailure | undefined)?.$metadata?.httpStatusCode;
}

/** How often the request was sent; more than once means that an earlier try may have had its effect. */
export function attemptsOf(error: unknown): number {
  return (error as ServiceFailure | undefined)?.$metadata?.attempts ?? 1;
}

export function isMissing(error: unknown): boolean {
  const { name } = (error ?? {}) as ServiceFailure;
  return name !== 'NoSuchBucket' && statusOf(error) === 404;
}

export function toStoreError(operation: string, key: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const { name, message, code } = (error ?? {}) as ServiceFailure;
  const status = statusOf(error);
  const attempts = attemptsOf(error);
  const what = [status, code ?? name, message].filter((part) => part !== undefined && part !== '').join(' ');
  const reason = attempts > 1 ? `${what} (after ${attempts} tries)` : what;
  return new StoreError(operation, key, reason, {
    ...(status === undefined ? {} : { status }),
    cause: error,
  });
}

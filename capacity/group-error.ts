/**
 * - `no-credentials`: the environment gives none, or some that don't hold any more
 * - `other-account`: they are of another account than the site's
 * - `denied`: they may not do this
 * - `no-group`: the group isn't there
 * - `refused`: the request makes no sense to the group as it is
 * - `busy`: it will make sense later: an activity runs, or somebody else holds the lease
 * - `changed`: the group isn't what the caller expected
 * - `unreachable`: no answer, or none that can be understood
 */
export type GroupErrorKind =
  'no-credentials' | 'other-account' | 'denied' | 'no-group' | 'refused' | 'busy' | 'changed' | 'unreachable';

/** What went wrong with a live group, for the user's eyes: it holds no credentials and no signed URLs. */
export class GroupError extends Error {
  override readonly name = 'GroupError';
  readonly kind: GroupErrorKind;
  /** What the user most likely wants to do about it. */
  readonly fix: string | undefined;

  constructor(kind: GroupErrorKind, message: string, options: { fix?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.fix = options.fix;
  }
}

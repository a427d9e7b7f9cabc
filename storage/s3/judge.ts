/** What an answer of the store means for the request that got it; pure. */
export type Judgement =
  /** Passes by itself: ask again after a backoff. */
  | 'retry'
  /** The store wants fewer requests: ask again after a longer backoff. */
  | 'slow-down'
  /** Another writing of the key is under way and ends soon: ask again shortly. */
  | 'wait'
  /** The credentials were good once: ask again with new ones. */
  | 'refresh-credentials'
  /** Our clock is off: ask again by the store's. */
  | 'correct-clock'
  /** There is no such object. */
  | 'absent'
  /** The object is as it was when it was last read. */
  | 'unchanged'
  /** An object is there already, or another one than was expected. */
  | 'conflict'
  /** Asking again can't help. */
  | 'refuse';

type Row = readonly [status: number, code: string, judgement: Judgement];

/** Stands for any code, and for none: answers to HEAD have no body, thus no code. */
const ANY = '*';

/**
 * The first row that fits counts. After https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, what
 * versitygw does, and, for OSS, https://www.alibabacloud.com/help/en/oss/support/error-code-summary.
 */
const TABLE: readonly Row[] = [
  [304, ANY, 'unchanged'],
  [400, 'RequestTimeout', 'retry'],
  [400, 'ExpiredToken', 'refresh-credentials'],
  [400, 'InvalidToken', 'refresh-credentials'],
  [400, 'TokenRefreshRequired', 'refresh-credentials'],
  // HEAD: S3 answers expired tokens by 400; skewed clocks, and keys that were rotated, by 403.
  [400, '', 'refresh-credentials'],
  [403, '', 'correct-clock'],
  [403, 'RequestTimeTooSkewed', 'correct-clock'],
  [403, 'ExpiredToken', 'refresh-credentials'],
  [403, 'InvalidToken', 'refresh-credentials'],
  [403, 'TokenRefreshRequired', 'refresh-credentials'],
  // OSS, of keys that end.
  [403, 'SecurityTokenExpired', 'refresh-credentials'],
  [403, 'InvalidSecurityToken', 'refresh-credentials'],
  // Keys were rotated, and we hold the old ones.
  [403, 'InvalidAccessKeyId', 'refresh-credentials'],
  [404, 'NoSuchBucket', 'refuse'],
  [404, ANY, 'absent'],
  [408, ANY, 'retry'],
  [409, 'OperationAborted', 'wait'],
  [409, 'ConditionalRequestConflict', 'wait'],
  // versitygw, while the deletion of an object's last neighbour takes their directory away: keys of ours never are one.
  [409, 'ExistingObjectIsDirectory', 'retry'],
  // OSS, for `x-oss-forbid-overwrite`.
  [409, 'FileAlreadyExists', 'conflict'],
  [412, ANY, 'conflict'],
  [429, ANY, 'slow-down'],
  [501, ANY, 'refuse'],
  [503, ANY, 'slow-down'],
];

/**
 * @param status absent where no answer came, or none that could be read
 * @param code element `Code` of the answer's body; empty where there is none
 */
export function judge(status: number | undefined, code: string): Judgement {
  if (status === undefined) return 'retry';
  const row = TABLE.find(
    ([rowStatus, rowCode]) => rowStatus === status && (rowCode === ANY || rowCode === code),
  );
  if (row) return row[2];
  return status >= 500 ? 'retry' : 'refuse';
}

import { describe, expect, it } from 'vitest';
import { judge, type Judgement } from '../../../storage/s3/judge.ts';

const table: [Judgement, (readonly [status: number | undefined, code: string])[]][] = [
  [
    'retry',
    [
      [undefined, 'ECONNREFUSED'],
      [undefined, 'ETIMEDOUT'],
      [400, 'RequestTimeout'],
      [408, ''],
      [409, 'ExistingObjectIsDirectory'],
      [500, 'InternalError'],
      [502, ''],
      [504, ''],
      [599, 'Unheard'],
    ],
  ],
  [
    'slow-down',
    [
      [429, 'TooManyRequests'],
      [503, 'SlowDown'],
      [503, 'ServiceUnavailable'],
      [503, ''],
    ],
  ],
  [
    'wait',
    [
      [409, 'OperationAborted'],
      [409, 'ConditionalRequestConflict'],
    ],
  ],
  [
    'refresh-credentials',
    [
      [400, 'ExpiredToken'],
      [400, 'InvalidToken'],
      [400, 'TokenRefreshRequired'],
      [400, ''],
      [403, 'ExpiredToken'],
      [403, 'InvalidToken'],
      [403, 'TokenRefreshRequired'],
      [403, 'InvalidAccessKeyId'],
    ],
  ],
  [
    'correct-clock',
    [
      [403, 'RequestTimeTooSkewed'],
      [403, ''],
    ],
  ],
  [
    'absent',
    [
      [404, 'NoSuchKey'],
      [404, 'NoSuchUpload'],
      [404, ''],
    ],
  ],
  ['unchanged', [[304, '']]],
  [
    'conflict',
    [
      [412, 'PreconditionFailed'],
      [412, ''],
    ],
  ],
  [
    'refuse',
    [
      [301, 'PermanentRedirect'],
      [400, 'InvalidArgument'],
      [401, ''],
      [403, 'AccessDenied'],
      [403, 'SignatureDoesNotMatch'],
      [404, 'NoSuchBucket'],
      [405, 'MethodNotAllowed'],
      [409, 'BucketNotEmpty'],
      [416, 'InvalidRange'],
      [501, 'NotImplemented'],
    ],
  ],
];

describe.each(table)('%s is what is to be done', (judgement, answers) => {
  it.each(answers)('about %s %s', (status, code) => {
    expect(judge(status, code)).toBe(judgement);
  });
});

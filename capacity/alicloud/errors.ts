import { GroupError, type GroupErrorKind } from '../group-error.ts';

/** By beginnings of the services' codes, the longer ones first where one begins another. */
const kinds: readonly (readonly [string, GroupErrorKind])[] = [
  ['InvalidAccessKeyId', 'no-credentials'],
  ['InvalidSecurityToken', 'no-credentials'],
  ['SignatureDoesNotMatch', 'no-credentials'],
  ['IncompleteSignature', 'no-credentials'],
  ['InvalidTimeStamp', 'no-credentials'],
  ['Forbidden', 'denied'],
  ['NoPermission', 'denied'],
  ['InvalidScalingGroupId.NotFound', 'no-group'],
  ['ScalingActivityInProgress', 'busy'],
  ['Throttling', 'busy'],
  ['ServiceUnavailable', 'unreachable'],
  ['InternalError', 'unreachable'],
];

const fixes: Partial<Record<GroupErrorKind, string>> = {
  'no-credentials':
    'give the environment credentials that hold: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  denied: 'allow the identity ess:Describe* for reading, and what it is to change',
  'no-group': 'skerry up creates it',
  busy: 'try again in a moment',
  unreachable: 'look at the network and at proxies, then run again',
};

/** A service's answer that names a code; the SDK's own message holds the signed URL and must go no further. */
interface Answer {
  code: string;
  data: { Code: string; Message?: string };
}

export function codeOf(error: unknown): string | undefined {
  return isAnswer(error) ? error.data.Code : undefined;
}

/** Whether no answer came, or none of the service's. */
export function isNoAnswer(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  // What the SDK's parser throws is no Error; its client ends by errors of these names.
  if (name === 'SyntaxError' || /^(Request|Connect)?Timeout/i.test(name ?? '')) return true;
  return error instanceof Error && /^(E[A-Z]+|UND_.*)$/.test(code ?? '') && !isAnswer(error);
}

/** What the SDK throws, in words for the user. Anything that is no answer of a service is passed on as it is. */
export function toGroupError(error: unknown, where: string): unknown {
  if (error instanceof GroupError) return error;
  if (isAnswer(error)) {
    const { Code, Message = '' } = error.data;
    const kind = kinds.find(([beginning]) => Code.startsWith(beginning))?.[1] ?? 'refused';
    return made(kind, `${where}: ${Code}: ${Message}`);
  }
  if (!isNoAnswer(error)) return error;
  return made('unreachable', `${where}: ${(error as Error).message.replace(/\?.*/, '')}`);
}

function made(kind: GroupErrorKind, message: string): GroupError {
  const fix = fixes[kind];
  return new GroupError(kind, message, fix === undefined ? {} : { fix });
}

function isAnswer(error: unknown): error is Answer {
  if (!(error instanceof Error)) return false;
  const { data } = error as Error & Partial<Answer>;
  return typeof data?.Code === 'string';
}

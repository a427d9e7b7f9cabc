import { GroupError, type GroupErrorKind } from '../group-error.ts';

/** Names of errors as the services and the SDK give them, by what the user can do about them. */
const kinds: Readonly<Record<string, GroupErrorKind>> = {
  CredentialsProviderError: 'no-credentials',
  TokenProviderError: 'no-credentials',
  InvalidClientTokenId: 'no-credentials',
  UnrecognizedClientException: 'no-credentials',
  SignatureDoesNotMatch: 'no-credentials',
  IncompleteSignature: 'no-credentials',
  ExpiredToken: 'no-credentials',
  ExpiredTokenException: 'no-credentials',
  RequestExpired: 'no-credentials',
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  UnauthorizedOperation: 'denied',
  ScalingActivityInProgress: 'busy',
  ScalingActivityInProgressFault: 'busy',
  ResourceContention: 'busy',
  ResourceContentionFault: 'busy',
  ResourceInUse: 'busy',
  ResourceInUseFault: 'busy',
  InstanceRefreshInProgress: 'busy',
  InstanceRefreshInProgressFault: 'busy',
  ValidationError: 'refused',
  LimitExceeded: 'refused',
  LimitExceededFault: 'refused',
  AlreadyExists: 'refused',
  AlreadyExistsFault: 'refused',
};

const fixes: Partial<Record<GroupErrorKind, string>> = {
  'no-credentials':
    'give the environment AWS credentials: AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  denied: 'allow the identity autoscaling:Describe* for reading, and what it is to change',
  busy: 'try again in a moment',
  unreachable: 'look at the network, at proxies and at AWS_ENDPOINT_URL, then run again',
};

/** What the SDK throws, in words for the user. Anything that is no answer of the service is passed on as it is. */
export function toGroupError(error: unknown, where: string): unknown {
  if (error instanceof GroupError || !(error instanceof Error)) return error;
  const kind = kinds[error.name] ?? kindOf(error);
  if (kind === undefined) return error;
  const fix = fixes[kind];
  const message = `${where}: ${error.name}: ${error.message}`;
  return new GroupError(kind, message, { cause: error, ...(fix === undefined ? {} : { fix }) });
}

interface SdkError extends Error {
  $fault?: 'client' | 'server';
  code?: string;
  errno?: number;
}

function kindOf(error: SdkError): GroupErrorKind | undefined {
  if (error.$fault !== undefined) return error.$fault === 'client' ? 'refused' : 'unreachable';
  const noAnswer = error.name === 'TimeoutError' || error.errno !== undefined || error.code === 'ECONNRESET';
  // The SDK hides what it could not parse in there: a proxy's page, for one.
  return noAnswer || '$response' in error ? 'unreachable' : undefined;
}

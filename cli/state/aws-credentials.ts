import type { Credentials } from '../../storage/s3/credentials.ts';
import { cannotRun } from '../failure.ts';

/** Milliseconds before their end from when on credentials are renewed. */
const RENEWAL = 5 * 60_000;
/** Milliseconds after which those are asked for again that have no end of their own. */
const LASTING = 15 * 60_000;

/**
 * Credentials by AWS's own chain, as the engine has them: environment, shared files with their profiles and single
 * sign-on, web identity, container, instance. Loaded on demand: `skerry check` doesn't wait for it.
 */
export function awsCredentials(profile: string | undefined): () => Promise<Credentials> {
  return async () => {
    const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
    const provide = defaultProvider(profile === undefined ? {} : { profile });
    try {
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = await provide();
      const renewal = expiration ? expiration.getTime() - RENEWAL : Date.now() + LASTING;
      return {
        accessKeyId,
        secretAccessKey,
        renewal: new Date(renewal),
        ...(sessionToken !== undefined && { sessionToken }),
        ...(expiration !== undefined && { expiration }),
      };
    } catch (error) {
      throw cannotRun(
        `no credentials for the bucket of the state: ${(error as Error).message}`,
        'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE',
        error,
      );
    }
  };
}

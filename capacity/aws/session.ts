import type { AutoScaling } from '@aws-sdk/client-auto-scaling';
import type { EC2 } from '@aws-sdk/client-ec2';
import { GroupError } from '../group-error.ts';
import { toGroupError } from './errors.ts';

/** The account of a site on AWS. */
export interface AwsAccount {
  /** Twelve digits. */
  id: string;
  /** Name of a role of it; absent: the environment's own identity is used. */
  assumeRole?: string;
}

/** Milliseconds: a call is small. Three tries of it are over before a lease is. */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 8_000 };
const maxAttempts = 3;
const SESSION = 'skerry-capacity';

/**
 * A client of one region and the site's account. Credentials, profiles and endpoints come from the environment as of
 * AWS's own tools (`AWS_PROFILE`, `AWS_ENDPOINT_URL`…). The SDK is loaded here, and only where AWS is meant.
 *
 * @throws {GroupError} `no-credentials`, or `other-account` after the identity call alone
 */
export async function openAws(region: string, account: AwsAccount | undefined): Promise<AutoScaling> {
  const [{ AutoScaling }, settings] = await Promise.all([
    import('@aws-sdk/client-auto-scaling'),
    settingsOf(region, account),
  ]);
  return new AutoScaling(settings);
}

/** As `openAws`, with EC2 beside it: whoever attaches instances asks both. */
export async function openAwsWithEc2(
  region: string,
  account: AwsAccount | undefined,
): Promise<{ autoScaling: AutoScaling; ec2: EC2 }> {
  const [{ AutoScaling }, { EC2 }, settings] = await Promise.all([
    import('@aws-sdk/client-auto-scaling'),
    import('@aws-sdk/client-ec2'),
    settingsOf(region, account),
  ]);
  return { autoScaling: new AutoScaling(settings), ec2: new EC2(settings) };
}

async function settingsOf(region: string, account: AwsAccount | undefined) {
  const credentials = account && (await siteCredentials(region, account));
  const settings = { region, maxAttempts, requestHandler: timeouts };
  return credentials ? { ...settings, credentials } : settings;
}

export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Credentials of the site's role; `undefined` where the environment's are already those of the account. */
export async function siteCredentials(
  region: string,
  account: AwsAccount,
): Promise<AwsCredentials | undefined> {
  const { STS } = await import('@aws-sdk/client-sts');
  const client = new STS({ region, maxAttempts, requestHandler: timeouts });
  try {
    if (account.assumeRole === undefined) {
      const { Account, Arn } = await client.getCallerIdentity({});
      if (Account !== account.id) throw otherAccount(account.id, Account, Arn);
      return undefined;
    }
    const RoleArn = `arn:aws:iam::${account.id}:role/${account.assumeRole}`;
    const { Credentials } = await client.assumeRole({ RoleArn, RoleSessionName: SESSION });
    const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined) {
      throw new GroupError('unreachable', `AWS gave no credentials for ${RoleArn}`);
    }
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
    };
  } catch (error) {
    throw toGroupError(error, `AWS ${region}`);
  } finally {
    client.destroy();
  }
}

function otherAccount(wanted: string, found: string | undefined, arn: string | undefined): GroupError {
  return new GroupError(
    'other-account',
    `the AWS credentials are of account ${found ?? '?'} (${arn ?? 'unnamed'}); the site is account ${wanted}`,
    { fix: `use credentials of ${wanted} (AWS_PROFILE), or give the site \`assumeRole\`` },
  );
}

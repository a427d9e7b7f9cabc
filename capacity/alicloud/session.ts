import { GroupError } from '../group-error.ts';
import { credentialsFrom, type AlicloudCredentials } from './credentials.ts';
import { openRpc, type RpcService } from './rpc.ts';

/** The account of a site on Alibaba Cloud. */
export interface AlicloudAccount {
  /** Sixteen digits. */
  id: string;
  /** Name of a RAM role of it; absent: the environment's own identity is used. */
  assumeRole?: string;
}

const ESS_VERSION = '2022-02-22';
const STS_VERSION = '2015-04-01';
const SESSION = 'skerry-capacity';

/**
 * ESS of one region and the site's account. `ESS_ENDPOINT` and `STS_ENDPOINT` replace the services' public addresses,
 * for private links, as of Alibaba's providers.
 *
 * @throws {GroupError} `no-credentials`, or `other-account` after the identity call alone
 */
export async function openEss(region: string, account: AlicloudAccount | undefined): Promise<RpcService> {
  const own = credentialsFrom(process.env);
  const where = `Alibaba Cloud ${region}`;
  const credentials = account ? await identify(region, account, own, where) : own;
  return await openRpc({ endpoint: endpointOf('ess', region), version: ESS_VERSION, credentials, where });
}

async function identify(
  region: string,
  { id, assumeRole }: AlicloudAccount,
  own: AlicloudCredentials,
  where: string,
): Promise<AlicloudCredentials> {
  const endpoint = endpointOf('sts', region);
  const sts = await openRpc({ endpoint, version: STS_VERSION, credentials: own, where });
  try {
    if (assumeRole !== undefined) {
      const request = { RoleArn: `acs:ram::${id}:role/${assumeRole}`, RoleSessionName: SESSION };
      const { Credentials } = await sts.call<AssumeRoleAnswer>('AssumeRole', request);
      const { AccessKeyId, AccessKeySecret, SecurityToken } = Credentials;
      return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken };
    }
    const { AccountId, Arn } = await sts.call<{ AccountId: string; Arn: string }>('GetCallerIdentity', {});
    if (AccountId === id) return own;
    throw new GroupError(
      'other-account',
      `the Alibaba Cloud credentials are of account ${AccountId} (${Arn}); the site is account ${id}`,
      { fix: `use credentials of ${id}, or give the site \`assumeRole\`` },
    );
  } finally {
    sts.close();
  }
}

interface AssumeRoleAnswer {
  Credentials: { AccessKeyId: string; AccessKeySecret: string; SecurityToken: string };
}

function endpointOf(service: 'ess' | 'sts', region: string): string {
  const own = process.env[`${service.toUpperCase()}_ENDPOINT`];
  if (!own) return `https://${service}.${region}.aliyuncs.com`;
  return /^https?:/.test(own) ? own : `https://${own}`;
}

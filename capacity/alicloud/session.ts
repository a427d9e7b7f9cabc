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
const ECS_VERSION = '2014-05-26';
const STS_VERSION = '2015-04-01';
const TAG_VERSION = '2018-08-28';
const SESSION = 'skerry-capacity';

/**
 * ESS of one region and the site's account. `ESS_ENDPOINT` and `STS_ENDPOINT` replace the services' public addresses,
 * for private links, as of Alibaba's providers.
 *
 * @throws {GroupError} `no-credentials`, or `other-account` after the identity call alone
 */
export async function openEss(region: string, account: AlicloudAccount | undefined): Promise<RpcService> {
  const session = await openSession(region, account);
  return await openRpc({ ...session, endpoint: endpointOf('ess', region), version: ESS_VERSION });
}

/** As `openEss`, with ECS (`ECS_ENDPOINT`) beside it: whoever attaches instances asks both. */
export async function openEssWithEcs(
  region: string,
  account: AlicloudAccount | undefined,
): Promise<{ ess: RpcService; ecs: RpcService }> {
  const session = await openSession(region, account);
  return {
    ess: await openRpc({ ...session, endpoint: endpointOf('ess', region), version: ESS_VERSION }),
    ecs: await openRpc({ ...session, endpoint: endpointOf('ecs', region), version: ECS_VERSION }),
  };
}

/** The search for what bears a tag, of any service (`TAG_ENDPOINT`). */
export async function openTags(region: string, account: AlicloudAccount | undefined): Promise<RpcService> {
  const session = await openSession(region, account);
  return await openRpc({ ...session, endpoint: endpointOf('tag', region), version: TAG_VERSION });
}

const whereOf = (region: string): string => `Alibaba Cloud ${region}`;

async function openSession(region: string, account: AlicloudAccount | undefined) {
  return { where: whereOf(region), credentials: await siteCredentials(region, account) };
}

/** The environment's, or those of the site's role. */
export async function siteCredentials(
  region: string,
  account: AlicloudAccount | undefined,
): Promise<AlicloudCredentials> {
  const own = credentialsFrom(process.env);
  return account ? await identify(region, account, own, whereOf(region)) : own;
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

function endpointOf(service: 'ecs' | 'ess' | 'sts' | 'tag', region: string): string {
  const own = process.env[`${service.toUpperCase()}_ENDPOINT`];
  if (!own) return `https://${service}.${region}.aliyuncs.com`;
  return /^https?:/.test(own) ? own : `https://${own}`;
}

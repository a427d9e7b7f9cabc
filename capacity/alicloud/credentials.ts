import { GroupError } from '../group-error.ts';

export interface AlicloudCredentials {
  accessKeyId: string;
  accessKeySecret: string;
  /** Of temporary keys. */
  securityToken?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of the variables: Alibaba's own tools', then those that its Terraform and Pulumi providers read as well. */
const families = [
  ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN'],
  ['ALICLOUD_ACCESS_KEY', 'ALICLOUD_SECRET_KEY', 'ALICLOUD_SECURITY_TOKEN'],
] as const;

/** @throws {GroupError} `no-credentials` */
export function credentialsFrom(environment: Environment): AlicloudCredentials {
  for (const [id, secret, token] of families) {
    const [accessKeyId, accessKeySecret] = [environment[id], environment[secret]];
    if (!accessKeyId || !accessKeySecret) continue;
    const securityToken = environment[token];
    return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
  }
  throw new GroupError('no-credentials', 'there are no Alibaba Cloud credentials in the environment', {
    fix: `set ${families[0][0]} and ${families[0][1]} (and ${families[0][2]} for temporary ones)`,
  });
}

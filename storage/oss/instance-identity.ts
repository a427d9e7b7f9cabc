import type { Credentials } from '../s3/credentials.ts';
import { type MetadataService, roleCredentials } from '../s3/instance-identity.ts';

/** ECS, in its hardened mode. Keys live for six hours. */
const ECS: Omit<MetadataService, 'url'> = {
  header: 'x-aliyun-ecs-metadata-token',
  roles: '/latest/meta-data/ram/security-credentials/',
  names: { secret: 'AccessKeySecret', token: 'SecurityToken' },
  renewal: 15 * 60_000,
};

/** Credentials of an ECS instance's role; the variable is our own, for there is none of Alibaba's. Throws as `roleCredentials`. */
export function ecsCredentials(): Promise<Credentials> {
  const url = process.env['SKERRY_ECS_METADATA_ENDPOINT'] ?? 'http://100.100.100.200';
  return roleCredentials({ ...ECS, url });
}

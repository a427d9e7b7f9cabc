import { createStore } from '../../storage/create-store.ts';
import type { Credentials } from '../../storage/s3/credentials.ts';
import type { StoreConfig } from '../../storage/store-config.ts';
import type { ObjectStore } from '../../storage/store.ts';
import type { Cloud, Plan } from '../../topology/plan/plan.ts';
import { ask, type Engine } from '../engine/engine.ts';
import { refused } from '../failure.ts';
import { awsCredentials } from '../state/aws-credentials.ts';

/** Milliseconds after which a role's credentials are asked for anew; those of a role last an hour. */
const RENEWAL = 30 * 60_000;

/**
 * A bucket that the stack has made, by the credentials that the user deploys with.
 *
 * @param bucket id of the plan
 * @throws {Failure} where no update has told its name yet, or there are no credentials
 */
export async function openStackBucket(engine: Engine, plan: Plan, bucket: string): Promise<ObjectStore> {
  const outputs = JSON.parse(await ask(engine, ['stack', 'output', '--json'])) as {
    buckets?: Record<string, string>;
  };
  const name = outputs.buckets?.[bucket];
  if (name === undefined) {
    throw refused(
      `${plan.stack} tells no bucket ${bucket}: its last update was not finished`,
      'finish it first',
    );
  }
  const region = plan.regions.find((each) => bucket.startsWith(`${each.name}/`));
  if (!region || region.platform === 'local') throw new Error(`${bucket} is no bucket of a cloud`);
  return createStore(configOf(region.platform, region.name, name), {
    provide: () => credentials(plan, region.platform as Cloud, region.name),
  });
}

/** From outside of the clouds' networks; endpoints of the user's own as of the clouds' tools. */
function configOf(cloud: Cloud, region: string, bucket: string): StoreConfig {
  const { env } = process;
  if (cloud === 'aws') {
    const own = env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'];
    return { dialect: 's3', endpoint: own ?? `https://s3.${region}.amazonaws.com`, region, bucket };
  }
  const own = env['OSS_ENDPOINT'];
  const endpoint = own ? own.replace(/^(?!https?:)/, 'https://') : `https://oss-${region}.aliyuncs.com`;
  return { dialect: 'oss', endpoint, region, bucket };
}

async function credentials(plan: Plan, cloud: Cloud, region: string): Promise<Credentials> {
  const renewal = new Date(Date.now() + RENEWAL);
  if (cloud === 'aws') {
    const { siteCredentials } = await import('../../capacity/aws/session.ts');
    const own = plan.accounts.aws && (await siteCredentials(region, plan.accounts.aws));
    return own ? { ...own, renewal } : await awsCredentials(process.env['AWS_PROFILE'])();
  }
  const { siteCredentials } = await import('../../capacity/alicloud/session.ts');
  const { accessKeyId, accessKeySecret, securityToken } = await siteCredentials(
    region,
    plan.accounts.alicloud,
  );
  return {
    accessKeyId,
    secretAccessKey: accessKeySecret,
    renewal,
    ...(securityToken !== undefined && { sessionToken: securityToken }),
  };
}

import type { StoreConfig } from '../../../storage/store-config.ts';
import type { RedisConfig, ServeSettings, SyncSettings } from '../../../services/mirror/settings.ts';
import { bucketStore } from '../parts/bucket.ts';
import { readRecord } from '../parts/record.ts';
import { REDIS_PORT } from '../parts/redis.ts';
import type { WorkloadSettings } from '../resources.ts';
import { partId, redisPasswordFile, splitId } from '../state/layout.ts';

/**
 * Settings in terms of parts → settings in terms of endpoints and credential files, as the workload reads them.
 *
 * @param codeHostTokensFile of the group, where it has one
 */
export async function resolveSettings(
  stateDir: string,
  settings: WorkloadSettings,
  codeHostTokensFile?: string,
): Promise<SyncSettings | ServeSettings> {
  switch (settings.kind) {
    case 'mirror-sync': {
      const { filesUrl, workers } = settings;
      const composer = {
        ...settings.composer,
        ...(codeHostTokensFile !== undefined && { codeHostTokensFile }),
      };
      const publishTo = [];
      for (const id of settings.publishTo) publishTo.push({ id, store: await resolveStore(stateDir, id) });
      return { composer, filesUrl, publishTo, redis: await resolveRedis(stateDir, settings.redis), workers };
    }
    case 'mirror-serve': {
      const { bucket, mirrorsUrl, filesUrl } = settings;
      return { store: await resolveStore(stateDir, bucket), mirrorsUrl, filesUrl };
    }
  }
}

/** @param id `region/name` of a bucket */
export async function resolveStore(stateDir: string, id: string): Promise<StoreConfig> {
  const { region, name } = splitId(id);
  const address = await addressOf(stateDir, partId.bucket(region, name), `bucket ${id}`);
  return bucketStore(stateDir, region, name, address);
}

async function resolveRedis(stateDir: string, id: string): Promise<RedisConfig> {
  const { region } = splitId(id);
  const host = await addressOf(stateDir, partId.redis(region), `Redis ${id}`);
  return { host, port: REDIS_PORT, passwordFile: redisPasswordFile(stateDir, region) };
}

async function addressOf(stateDir: string, part: string, what: string): Promise<string> {
  const record = await readRecord(stateDir, part);
  if (!record?.address)
    throw new Error(`${what} is not there (${part}): it must be created before the group that uses it`);
  return record.address;
}

import type { Platform } from '../../topology/plan/plan.ts';
import type { CreatePlatform } from '../platform.ts';

/** Platforms are loaded on demand: a cloud's SDK costs about a second, and a site that does not use it pays nothing. */
const loaders: Record<Platform, () => Promise<CreatePlatform>> = {
  local: async () => (await import('./local/platform.ts')).createLocalPlatform,
  alicloud: async () => (await import('./alicloud/platform.ts')).createAlicloudPlatform,
  aws: async () => (await import('./aws/platform.ts')).createAwsPlatform,
};

export async function loadPlatforms(names: readonly Platform[]): Promise<Map<Platform, CreatePlatform>> {
  return new Map(await Promise.all(names.map(async (name) => [name, await loaders[name]()] as const)));
}

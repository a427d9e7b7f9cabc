import type { Plan, Platform } from '../../topology/plan/plan.ts';
import type { CreatePlatform, PlatformBuilder } from '../platform.ts';

/** Platforms are loaded on demand: a cloud's SDK costs about a second, and a site that does not use it pays nothing. */
const loaders: Record<Platform, () => Promise<CreatePlatform>> = {
  local: async () => (await import('./local/platform.ts')).createLocalPlatform,
  alicloud: async () => (await import('./alicloud/platform.ts')).createAlicloudPlatform,
  aws: async () => (await import('./aws/platform.ts')).createAwsPlatform,
};

/** Builders of all platforms that a plan uses. What a platform lacks is told here, before anything is registered. */
export async function loadPlatforms(plan: Plan): Promise<Map<Platform, PlatformBuilder>> {
  const load = async (name: Platform) => [name, (await loaders[name]())(plan)] as const;
  return new Map(await Promise.all(plan.platforms.map(load)));
}

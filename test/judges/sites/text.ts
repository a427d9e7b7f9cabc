import { stringify } from 'yaml';
import type { Written } from './group.ts';

/** A site as a stack file, with all secrets that generated sites name, encrypted as Pulumi would. */
export function stackFileOf(site: Written): string {
  const names = ['alertWebhook', 'codeHostTokens', 'gitHostKeys', 'redisPassword', 'releaseKey'];
  const text = JSON.stringify(site);
  const config: Written = {};
  for (const name of names) {
    if (text.includes(`"${name}"`)) config[`skerry:${name}`] = { secure: 'v1:…' };
  }
  return stringify({ config: { ...config, 'skerry:site': site } });
}

import { register, type Registration } from '../support/engine/in-process.ts';
import type { Accepted } from './accepted.ts';
import type { PluginJudge } from './real-plugin.ts';

/** What judges that know nothing of our checks have against a site that these accept; empty: it can be made. */
export async function judge({ plan, text }: Accepted, plugin: PluginJudge | undefined): Promise<string[]> {
  let resources: Registration[];
  try {
    resources = await register(plan);
  } catch (error) {
    return [`${error instanceof Error ? error.message : String(error)}\n${text}`];
  }
  const complaints: string[] = [];
  for (const resource of resources) {
    if (!plugin || !resource.id || !resource.type.startsWith('alicloud:')) continue;
    for (const each of await plugin.complaints(resource))
      complaints.push(`${resource.urn}: ${each}\n${text}`);
  }
  return complaints;
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComposerProject } from './composer.ts';
import { partsOf } from './inspect.ts';
import type { Workspace } from './workspace.ts';

/** Path of each zip at the sample upstream → SHA-256, as its generator has computed it. */
export async function sampleDigests(workspace: Workspace, stack: string): Promise<Map<string, string>> {
  const [upstream] = await partsOf(workspace, stack, 'sample-upstream');
  if (!upstream) throw new Error(`stack ${stack} has no sample upstream`);
  const answer = await fetch(`http://${upstream.address}/digests.json`);
  if (!answer.ok) throw new Error(`the sample upstream answers ${answer.status} for /digests.json`);
  return new Map(Object.entries((await answer.json()) as Record<string, string>));
}

/** The zips that Composer has downloaded, as they lie in its cache. */
export async function installedZips(project: ComposerProject): Promise<{ name: string; sha256: string }[]> {
  const folder = join(project.folder, 'cache/files');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.zip'));
  return await Promise.all(
    files.map(async (name) => {
      const sha256 = createHash('sha256')
        .update(await readFile(join(folder, name)))
        .digest('hex');
      return { name, sha256 };
    }),
  );
}

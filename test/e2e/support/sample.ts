import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
export async function installedZips(
  project: ComposerProject,
): Promise<{ package: string; sha256: string }[]> {
  const folder = join(project.folder, 'cache/files');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.zip'));
  return await Promise.all(
    // `vendor/name/<key>.zip`
    files.map(async (file) => {
      const sha256 = createHash('sha256')
        .update(await readFile(join(folder, file)))
        .digest('hex');
      return { package: dirname(file), sha256 };
    }),
  );
}

/** Package → digest of the very zip that the project's lock names at the upstream, as its generator has computed it. */
export async function upstreamDigests(
  project: ComposerProject,
  digests: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const { packages } = (await project.json('composer.lock')) as {
    packages: { name: string; dist: { url: string } }[];
  };
  return new Map(
    packages.map(({ name, dist: { url } }) => {
      const { pathname } = new URL(url);
      const digest = digests.get(pathname);
      // The path tells of package, version and reference.
      if (digest === undefined || !pathname.startsWith(`/dists/${name}/`))
        throw new Error(`the upstream has no zip ${pathname} of ${name}`);
      return [name, digest];
    }),
  );
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../setup/paths.ts';

/** A folder a release, which `keep-release.ts` fills. */
export const releasesFolder = join(repositoryRoot(), 'test/fixtures/releases');

export const keptFile = (version: string, stack: string): string =>
  join(releasesFolder, version, `Pulumi.${stack}.yaml`);
export const keptState = (version: string, stack: string): string =>
  join(releasesFolder, version, `${stack}.state.json`);

/** Every stack of every release that was kept. */
export function keptStacks(): { version: string; stack: string }[] {
  return readdirSync(releasesFolder).flatMap((version) =>
    readdirSync(join(releasesFolder, version)).flatMap((name) => {
      const stack = /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1];
      return stack === undefined ? [] : [{ version, stack }];
    }),
  );
}

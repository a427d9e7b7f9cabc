import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { satisfies } from './compare-versions.ts';
import { findCommand } from './find-command.ts';
import { cacheDir } from './paths.ts';
import { tryCommand } from './run-command.ts';
import { versions } from './versions.ts';

export interface EngineOnPath {
  engine: string;
  version: string;
  /** Its `pulumi-language-nodejs`. */
  languageHost: string;
}

/** The user's own engine where it can be used; else the reason why not. */
export async function engineOnPath(): Promise<EngineOnPath | { obstacle: string }> {
  // What `skerry env` puts on PATH is this very cache.
  const cache = cacheDir() + sep;
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !`${folder}${sep}`.startsWith(cache));
  const found = findCommand('pulumi', path.join(delimiter));
  if (!found) return { obstacle: 'there is no pulumi on PATH' };
  const engine = realpathSync(found);
  const result = await tryCommand(engine, ['version'], {
    env: { PULUMI_SKIP_UPDATE_CHECK: 'true' },
    timeout: 10_000,
  });
  const version = result?.code === 0 ? result.stdout.trim() : '';
  const beside = join(dirname(engine), 'pulumi-language-nodejs');
  const languageHost = existsSync(beside)
    ? beside
    : findCommand('pulumi-language-nodejs', path.join(delimiter));
  const obstacle = engineObstacle(found, version, languageHost);
  return obstacle === undefined && languageHost
    ? { engine, version, languageHost }
    : { obstacle: obstacle ?? '' };
}

/** Why an engine on PATH can't be used, or `undefined`. */
export function engineObstacle(
  engine: string,
  version: string,
  languageHost: string | undefined,
): string | undefined {
  if (!/^v\d+\.\d+\.\d+/.test(version)) return `${engine} does not tell its version`;
  if (!satisfies(version, versions.engine))
    return `${engine} is ${version}: ${versions.engine} or later 3.x is needed`;
  return languageHost ? undefined : `${engine} has no pulumi-language-nodejs beside it or on PATH`;
}

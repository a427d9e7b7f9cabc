import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { versions } from './versions.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where set-up keeps what it builds or downloads, outside every work tree and by version, so that clones share it and
 * `git clean` costs nothing: `$SKERRY_CACHE`, else `$XDG_CACHE_HOME/skerry`, else `~/.cache/skerry`.
 *
 * A relative `$SKERRY_CACHE` counts from the clone, for commands and plugins run in many folders.
 */
export function cacheDir(environment: Environment = process.env): string {
  const own = environment['SKERRY_CACHE'];
  if (own) return isAbsolute(own) ? resolve(own) : resolve(repositoryRoot(), own);
  const xdg = environment['XDG_CACHE_HOME'];
  return join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'skerry');
}

/** The `pulumi` executable; its language host lies in the same folder. */
export function enginePath(environment: Environment = process.env): string {
  return join(cacheDir(environment), 'engine', versions.engine, 'pulumi');
}

export function versitygwPath(environment: Environment = process.env): string {
  return join(cacheDir(environment), 'versitygw', versions.versitygw, 'versitygw');
}

/** The AWS API emulator, only of the tests: a program that takes moto's own options. */
export function motoPath(environment: Environment = process.env): string {
  return join(cacheDir(environment), 'moto', versions.moto, 'moto-server');
}

/** A copy of npm's Node, so that running parts survive a reinstallation of `node_modules`. */
export function nodePath(environment: Environment = process.env): string {
  return join(cacheDir(environment), 'node', versions.node, 'bin', 'node');
}

/** `PULUMI_HOME` of local stacks: plugins and workspaces of the engine, apart from the user's own `~/.pulumi`. */
export function pulumiHome(environment: Environment = process.env): string {
  return join(cacheDir(environment), 'pulumi-home');
}

/**
 * The clone this code belongs to. It is looked for upwards, because a bundle in `dist/` lies deeper than its source.
 *
 * @throws where no folder above holds the project's package.json
 */
export function repositoryRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string };
      if (name === 'skerry') return folder;
    }
    if (folder === dirname(folder)) {
      throw new Error(`no folder from ${from} upwards holds Skerry's package.json: run this from a clone`);
    }
  }
}

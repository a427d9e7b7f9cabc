import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Where everything of a local stack lies. Pure paths; the folder itself is `${SKERRY_STATE:-<clone>/.skerry}/<stack>`.
 *
 * A part's id is `<region>/<kind>-<name>`, because a bucket, a balancer and a group of one region may share a name.
 */
export function stackFolder(
  stack: string,
  root: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const base = environment['SKERRY_STATE'];
  return join(base ? resolve(base) : join(root, '.skerry'), stack);
}

/** The same folder without symbolic links, as working directories in /proc show it. The folder must exist. */
export const physical = (folder: string): string => realpathSync(folder);

export const machineFolder = (stateDir: string): string => join(stateDir, 'machine');
export const servicesFolder = (stateDir: string): string => join(machineFolder(stateDir), 'services');
export const programsFolder = (stateDir: string): string => join(stateDir, 'programs');
export const keysFolder = (stateDir: string): string => join(stateDir, 'keys');
export const partsFolder = (stateDir: string): string => join(stateDir, 'parts');
export const partFolder = (stateDir: string, id: string): string => join(partsFolder(stateDir), id);
export const machineLock = (stateDir: string): string => join(stateDir, 'locks', 'machine');
/** Beside the folder, which `down` removes while it holds the lock. No stack can be named so: `@` is none of a name's. */
export const stackLock = (stateDir: string): string => `${stateDir}@lock`;
export const partLock = (stateDir: string, id: string): string =>
  join(stateDir, 'locks', id.replaceAll('/', '.'));

export const partId = {
  network: (region: string): string => `${region}/network`,
  redis: (region: string): string => `${region}/redis`,
  bucket: (region: string, name: string): string => `${region}/bucket-${name}`,
  loadBalancer: (region: string, name: string): string => `${region}/balancer-${name}`,
  cdn: (region: string, name: string): string => `${region}/cdn-${name}`,
  sampleUpstream: (region: string): string => `${region}/sample-upstream`,
  release: (region: string, bucket: string, channel: string): string =>
    `${region}/release-${bucket}-${channel}`,
  group: (region: string, name: string): string => `${region}/group-${name}`,
  instance: (region: string, group: string, instance: string): string =>
    `${region}/group-${group}/instances/${instance}`,
};

/** `region/name`, as the topology's ids are. */
export function splitId(id: string): { region: string; name: string } {
  const slash = id.indexOf('/');
  if (slash < 1 || slash === id.length - 1) {
    throw new Error(`"${id}" is no id of a part: it must read region/name`);
  }
  return { region: id.slice(0, slash), name: id.slice(slash + 1) };
}

/** Access keys of a bucket: `{"accessKeyId", "secretAccessKey"}`. */
export const bucketKeyFile = (stateDir: string, region: string, name: string): string =>
  join(keysFolder(stateDir), `${region}.bucket-${name}.json`);

/** The password of a region's Redis, without a line break. */
export const redisPasswordFile = (stateDir: string, region: string): string =>
  join(keysFolder(stateDir), `${region}.redis`);

/** Ed25519 private key that signs the stack's release pointers. */
export const signingKeyFile = (stateDir: string): string => join(keysFolder(stateDir), 'release.key');

/** Begins the names of the files that hold a group's tokens of code hosts; each ends with a digest of its content. */
export const tokensFilePrefix = (stateDir: string, region: string, group: string): string =>
  join(keysFolder(stateDir), `${region}.group-${group}.tokens-`);

/** The runit service of a part; runsvdir wants flat names. */
export const serviceName = (id: string): string => id.replaceAll('/', '.');

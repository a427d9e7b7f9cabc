import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The SDK's runner, resolved from the program's folder: program and runner must share one copy of the SDK, which keeps
 * the connection to the engine in module state.
 *
 * @throws where the program's packages are not installed
 */
export function sdkRunner(
  programDirectory: string,
  runner: 'run' | 'run-plugin' | 'run-policy-pack',
): string {
  try {
    return createRequire(join(programDirectory, 'package.json')).resolve(`@pulumi/pulumi/cmd/${runner}`);
  } catch (error) {
    throw new Error(
      `the Pulumi SDK was not found from ${programDirectory}; is @pulumi/pulumi installed there? ` +
        `(npm ci in the folder of its package.json)`,
      { cause: error },
    );
  }
}

interface Manifest {
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** The direct dependencies of the nearest package.json from `folder` upwards, with the installed versions. */
export function directDependencies(folder: string): { name: string; version: string }[] {
  const path = nearestManifest(folder);
  if (!path) return [];
  const { dependencies = {}, devDependencies = {} } = readManifest(path) ?? {};
  return Object.entries({ ...devDependencies, ...dependencies })
    .map(([name, range]) => ({
      name,
      version: readManifest(join(dirname(path), 'node_modules', name, 'package.json'))?.version ?? range,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function nearestManifest(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'package.json');
    if (readManifest(path)) return path;
    if (at === dirname(at)) return undefined;
  }
}

function readManifest(path: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`can't read ${path}`, { cause: error });
  }
}

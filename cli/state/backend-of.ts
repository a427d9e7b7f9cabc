import { homedir } from 'node:os';
import { join } from 'node:path';
import { readIfExists } from '../../providers/local/state/files.ts';
import { currentBackend } from '../engine/cloud.ts';
import { backendFolder, fileBackend } from '../engine/environment.ts';
import { cannotRun } from '../failure.ts';

/** URL of the backend that the user's environment, or `pulumi login`, names; `undefined`: neither. */
export async function backendOf(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const home = env['PULUMI_HOME'] ?? join(homedir(), '.pulumi');
  return env['PULUMI_BACKEND_URL'] || currentBackend(await readIfExists(join(home, 'credentials.json')));
}

/**
 * URL of the backend that keeps a stack's state, for what needs no key to its secrets.
 *
 * @throws {Failure} exit code 2, where nothing tells
 */
export async function requireBackend(stack: {
  name: string;
  local: boolean;
  stateFolder: string;
}): Promise<string> {
  const url = stack.local ? fileBackend(backendFolder(stack.stateFolder)) : await backendOf(process.env);
  if (url !== undefined) return url;
  throw cannotRun(
    `nothing tells where the state of ${stack.name} is kept`,
    'set PULUMI_BACKEND_URL (such as s3://bucket), or run `pulumi login`',
  );
}

import { existsSync } from 'node:fs';
import { passphraseFile } from '../cli/engine/environment.ts';
import type { Stack } from '../cli/stack/open.ts';

/**
 * The environment of a run's commands: a copy of a local stack has the secrets of the original, which only the
 * original's passphrase opens.
 */
export function environmentOf(original: Stack, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const own = ['PULUMI_CONFIG_PASSPHRASE', 'PULUMI_CONFIG_PASSPHRASE_FILE'].some(
    (name) => env[name] !== undefined,
  );
  const path = passphraseFile(original.stateFolder);
  if (!original.local || own || !existsSync(path)) return env;
  return { ...env, PULUMI_CONFIG_PASSPHRASE_FILE: path };
}

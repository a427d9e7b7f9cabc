import { existsSync } from 'node:fs';
import type { CheckFailure } from '@pulumi/pulumi/provider/index.js';
import { readCodeHostTokens } from '../../../services/mirror/fetch/credentials.ts';
import type { ScalingGroupInputs } from '../resources.ts';
import { writeIfChanged } from '../state/files.ts';
import { removeTokens, tokensFile } from '../state/secrets.ts';

type Group = Pick<ScalingGroupInputs, 'region' | 'name'>;

/** What is wrong with them, without a word of theirs: failures are printed. */
export function checkTokens(tokens: string | undefined): CheckFailure[] {
  if (tokens === undefined) return [];
  try {
    readCodeHostTokens(tokens);
    return [];
  } catch (error) {
    return [{ property: 'codeHostTokens', reason: `code hosts' tokens: ${(error as Error).message}` }];
  }
}

/** Writes the group's tokens down for its instances, mode 0600; the path, or `undefined` where it has none. */
export async function keepTokens(
  stateDir: string,
  inputs: Group & Pick<ScalingGroupInputs, 'codeHostTokens'>,
): Promise<string | undefined> {
  const { codeHostTokens } = inputs;
  if (codeHostTokens === undefined) return undefined;
  const file = tokensFile(stateDir, inputs, codeHostTokens);
  await writeIfChanged(file, codeHostTokens);
  return file;
}

/** These tokens, where the group has their file. */
export function tokensAtHand(
  stateDir: string,
  group: Group,
  codeHostTokens: string | undefined,
): Pick<ScalingGroupInputs, 'codeHostTokens'> {
  if (codeHostTokens === undefined) return {};
  return existsSync(tokensFile(stateDir, group, codeHostTokens)) ? { codeHostTokens } : {};
}

/** Removes the group's files of tokens but for those still in use. */
export async function dropTokens(stateDir: string, group: Group, inUse?: string): Promise<void> {
  await removeTokens(stateDir, group, inUse === undefined ? undefined : tokensFile(stateDir, group, inUse));
}

/** What may be put on record. */
export function withoutTokens(inputs: ScalingGroupInputs): ScalingGroupInputs {
  const { codeHostTokens: _, ...rest } = inputs;
  return rest;
}

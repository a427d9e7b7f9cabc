import type { Platform } from '../../plan/words.ts';
import { refusedOnAlicloud } from './alicloud.ts';
import { refusedOnAws } from './aws.ts';
import { refusedOnLocal } from './local.ts';
import type { RefusedWord } from './refused-word.ts';

/** By platform, what of a stack file it can't honour. */
export const refusedWords: Readonly<Record<Platform, readonly RefusedWord[]>> = {
  alicloud: refusedOnAlicloud,
  aws: refusedOnAws,
  local: refusedOnLocal,
};

import type { Platform } from '../../plan/words.ts';
import { refusedOnAlicloud } from './alicloud.ts';
import { refusedOnAws } from './aws.ts';
import { refusedOnLocal } from './local.ts';
import type { RefusedWord } from './refused-word.ts';

/** A row with its word taken apart. */
export interface RefusedPath extends RefusedWord {
  /** The kind of thing that has it. */
  of: string;
  path: string[];
}

const pathsOf = (words: readonly RefusedWord[]): RefusedPath[] =>
  words.map((refused) => {
    const [of = '', ...path] = refused.word.split('.');
    return { ...refused, of, path };
  });

/** By platform, what of a stack file it can't honour. */
export const refusedWords: Readonly<Record<Platform, readonly RefusedPath[]>> = {
  alicloud: pathsOf(refusedOnAlicloud),
  aws: pathsOf(refusedOnAws),
  local: pathsOf(refusedOnLocal),
};

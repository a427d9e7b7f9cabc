import type { Code } from '../code.ts';

/** A limit of the schema that has a code of its own, because what it stands for is a matter of its family. */
export interface SchemaPlace extends Omit<Code, 'severity'> {
  /** Where it is: JSON pointers into the file. */
  at: RegExp;
  /** Keywords of the schema that tell it. */
  keywords: readonly string[];
  /** Of `required`: the word that is missing. */
  missing?: string;
}

export const RANGE = ['minimum', 'maximum'];

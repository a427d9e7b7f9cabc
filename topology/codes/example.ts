import examples from './examples.json' with { type: 'json' };

/** A mistake, what is printed of it, and the same without it. */
export interface Example {
  /** The whole file, relative to the repository. */
  file: string;
  bad: string;
  finding: string;
  /** Empty where something is to go and nothing comes. */
  good: string;
}

/** The example of a code; `undefined` where no stack file alone shows it. */
export function exampleOfCode(code: string): Example | undefined {
  return (examples as Record<string, Example>)[code];
}

import { createInterface } from 'node:readline/promises';
import { refused } from '../failure.ts';

/**
 * Asks a person; nothing but `y` or `yes` is consent.
 *
 * @throws {Failure} where nobody can be asked
 */
export async function confirm(question: string): Promise<boolean> {
  requirePerson();
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } catch (error) {
    // Ctrl-C or Ctrl-D at the question.
    if ((error as NodeJS.ErrnoException).code === 'ABORT_ERR') return false;
    throw error;
  } finally {
    lines.close();
  }
}

/** @throws {Failure} where nobody can be asked */
export function requirePerson(): void {
  if (!process.stdin.isTTY) {
    throw refused('this changes the stack, and there is no terminal to ask for consent', '--yes');
  }
}

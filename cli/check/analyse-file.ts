import { analyse, type Analysis } from '../../topology/analyse.ts';
import { cannotRun } from '../failure.ts';

/** @throws {Failure} where the file can't be read; whatever is wrong with what it says is in the analysis */
export function analyseFile(path: string, now: Date): Analysis {
  try {
    return analyse({ path, now });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== undefined) throw cannotRun(`${path}: ${reasons[code] ?? error.message}`, undefined, error);
    // What the decoder throws: the bytes are no UTF-8.
    if (error.cause instanceof TypeError) throw cannotRun(error.message, undefined, error);
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

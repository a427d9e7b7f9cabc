import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './files.ts';
import { isUnchanged, markFile, type FileMark } from './fingerprint.ts';

/**
 * The record of a finished piece of work: what it was made from, and what it gave. It is written last, so an
 * interruption before it only means that the work is done again.
 */
export interface Stamp {
  /** Whatever else decides the result: options, the tool's version, the lock file's digest. */
  recipe: string;
  /** Paths relative to the repository. */
  inputs: Record<string, FileMark>;
  outputs: Record<string, FileMark>;
}

/** `undefined` where there is none, or where it can't be read as one: the work is then done again. */
export function readStamp(path: string): Stamp | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const stamp = JSON.parse(text) as Partial<Stamp>;
    return typeof stamp.recipe === 'string' && stamp.inputs && stamp.outputs ? (stamp as Stamp) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Takes `recipe` and `inputs` as they were before the work read them: what is saved or pulled while it goes on must look
 * changed afterwards.
 */
export function writeStamp(
  path: string,
  root: string,
  recipe: string,
  inputs: Record<string, FileMark>,
  outputs: string[],
): void {
  const stamp: Stamp = { recipe, inputs, outputs: markFiles(root, outputs) };
  replaceFile(path, `${JSON.stringify(stamp)}\n`);
}

/** Those that are there. */
export function markFiles(root: string, paths: Iterable<string>): Record<string, FileMark> {
  const found: Record<string, FileMark> = {};
  for (const file of paths) {
    const mark = markFile(join(root, file));
    if (mark) found[file] = mark;
  }
  return found;
}

/** Why the work must be done again, in a few words; `undefined` where it need not. */
export function staleness(stamp: Stamp | undefined, root: string, recipe: string): string | undefined {
  if (!stamp) return 'not built yet';
  if (stamp.recipe !== recipe) return 'its tools or options have changed';
  const input = Object.entries(stamp.inputs).find(([file, mark]) => !isUnchanged(join(root, file), mark));
  if (input) return `${input[0]} has changed`;
  const output = Object.entries(stamp.outputs).find(([file, mark]) => !isUnchanged(join(root, file), mark));
  return output && `${output[0]} is missing or was changed by hand`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const NAME = /^Pulumi\.([A-Za-z0-9_.-]+)\.ya?ml$/;

/** The stack that a file describes, by its name: `Pulumi.cn-prod.yaml` → `cn-prod`. */
export function stackOfFile(path: string): string {
  const name = basename(path);
  return NAME.exec(name)?.[1] ?? name.replace(/\.ya?ml$/, '');
}

/** The stack files of a folder, by name, sorted. */
export function stackFiles(folder: string): { stack: string; path: string }[] {
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => ({ stack: stackOfFile(name), path: join(folder, name) }));
}

/**
 * The text of a stack file.
 *
 * @throws what reading throws (`ENOENT`…), and an Error that says so where it isn't UTF-8
 */
export function readStackFile(path: string): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${path} is not UTF-8 text: save it as UTF-8`, { cause });
  }
}

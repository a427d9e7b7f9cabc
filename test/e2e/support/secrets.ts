import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from './workspace.ts';

/** The texts that nobody but their owner may read: file of the stack's keys → its secret. */
export async function secretsOf(workspace: Workspace, stack: string): Promise<Map<string, string>> {
  const keys = join(workspace.state(stack), 'keys');
  const files = (await readdir(keys)).filter((file) => !file.endsWith('.pub'));
  return new Map(
    await Promise.all(
      files.map(async (file) => [file, secretIn(file, await readFile(join(keys, file), 'utf8'))] as const),
    ),
  );
}

function secretIn(file: string, text: string): string {
  if (file.endsWith('.json')) return (JSON.parse(text) as { secretAccessKey: string }).secretAccessKey;
  // Of a PEM file the one line between its marks, wherever it is copied to.
  const body = text.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  if (body.length !== 1 || body[0]!.length < 20) throw new Error(`no secret of one line in ${file}`);
  return body[0]!;
}

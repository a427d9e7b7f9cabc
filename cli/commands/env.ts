import { renderExports } from '../engine/environment.ts';
import { prepareBackend } from '../engine/prepare.ts';
import { note } from '../output/note.ts';
import { openEngine, openStack } from '../stack/open.ts';

/** `skerry env`: exports for a POSIX shell, with which plain `pulumi preview -s <stack>` works. */
export async function env(name: string): Promise<number> {
  const stack = openStack(name);
  const { engine, changes } = await openEngine(stack, note);
  if (stack.local) await prepareBackend(engine, stack.stateFolder, note);
  process.stdout.write(`${renderExports(changes).join('\n')}\n`);
  return 0;
}

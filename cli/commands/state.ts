import { refused } from '../failure.ts';
import { formatBytes, formatSeconds } from '../output/duration.ts';
import { note, printJson } from '../output/note.ts';
import { renderTable } from '../output/table.ts';
import { openStack, type Stack } from '../stack/open.ts';
import { projectName } from '../stack/project.ts';
import { requireBackend } from '../state/backend-of.ts';
import { listBackups, takeBackup } from '../state/backups.ts';
import { stateKeys, type StateKeys } from '../state/keys.ts';
import { requireStateFiles } from '../state/open-files.ts';
import type { StateFiles } from '../state/state-files.ts';

/** `skerry state list`: the backups of a stack's state. */
export async function stateList(name: string, options: { json?: true }): Promise<number> {
  return withState(openStack(name), async (files, keys) => {
    const backups = await listBackups(files, keys);
    if (options.json) {
      printJson({ stack: name, backups: backups.map(({ id, size }) => ({ taken: id, bytes: size })) });
    } else if (backups.length === 0) note(`there is no backup of the state of ${name}`);
    else {
      const rows = backups.map(({ id, size }) => [id, formatBytes(size), age(id)]);
      process.stdout.write(`${renderTable(['TAKEN', 'SIZE', 'AGE'], rows, new Set(['SIZE'])).join('\n')}\n`);
    }
    return 0;
  });
}

/** `skerry state backup`: puts the state aside as it is now. */
export async function stateBackup(name: string): Promise<number> {
  return withState(openStack(name), async (files, keys) => {
    const taken = await takeBackup(files, keys, name);
    if (!taken) throw refused(`${name} has no state yet`, `skerry up ${name}`);
    const { backup, isNew } = taken;
    note(
      isNew
        ? `put aside as ${backup.id}: ${files.display(backup.key)}`
        : `nothing has changed since the backup of ${backup.id}`,
    );
    return 0;
  });
}

/** Does `work` on the files of the backend that keeps a stack's state. */
export async function withState<T>(
  stack: Stack,
  work: (files: StateFiles, keys: StateKeys) => Promise<T>,
): Promise<T> {
  const files = requireStateFiles(
    await requireBackend(stack),
    process.env,
    `Pulumi Cloud keeps each version: pulumi stack history --stack ${stack.name} (docs/state.md)`,
  );
  try {
    return await work(files, stateKeys(projectName, stack.name));
  } finally {
    files.close();
  }
}

const age = (id: string): string => `${formatSeconds((Date.now() - Date.parse(id)) / 1000)} ago`;

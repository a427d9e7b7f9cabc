import { createMissingStack, prepareBackend } from '../engine/prepare.ts';
import { ask } from '../engine/engine.ts';
import { describeUrn } from '../engine/events.ts';
import { cannotRun, refused } from '../failure.ts';
import { withStackLock } from '../local/stack-lock.ts';
import { note } from '../output/note.ts';
import { confirm, requirePerson } from '../output/question.ts';
import { openEngine, openStack, type Stack } from '../stack/open.ts';
import { listBackups, readBackup, takeBackup, type Backup } from '../state/backups.ts';
import { countResources, forgottenBy, readDeployment, type Deployment } from '../state/deployment.ts';
import type { StateKeys } from '../state/keys.ts';
import type { StateFiles } from '../state/state-files.ts';
import { withState } from './state.ts';

/** Forgotten resources are told one by one up to this number. */
const TOLD = 20;

/**
 * `skerry state restore`: makes a backup the state again. The engine takes it in, under its own lock; the present state
 * is put aside before. Nothing in the cloud changes: what differs there is for the next `up` to find.
 *
 * @param taken the backup's time, or a beginning of it that no other backup has
 */
export async function stateRestore(name: string, taken: string, options: { yes?: true }): Promise<number> {
  const stack = openStack(name);
  if (!options.yes) requirePerson();
  return withStackLock(stack, 'skerry state restore', () =>
    withState(stack, (files, keys) => restore(stack, files, keys, taken, options.yes === true)),
  );
}

async function restore(
  stack: Stack,
  files: StateFiles,
  keys: StateKeys,
  taken: string,
  agreed: boolean,
): Promise<number> {
  const { name } = stack;
  const backup = choose(name, await listBackups(files, keys), taken);
  const text = await readBackup(files, backup);
  const restored = text === undefined ? undefined : readDeployment(text);
  if (!restored) {
    throw cannotRun(`${files.display(backup.key)} holds no state`, `skerry state list ${name}`);
  }
  const { engine } = await openEngine(stack, note);
  if (stack.local) await prepareBackend(engine, stack.stateFolder, note);
  // A state that is lost altogether needs a stack to be restored to.
  const present = JSON.parse(
    await createMissingStack(engine, () => ask(engine, ['stack', 'export'])),
  ) as Deployment;
  tell(restored, present, backup);
  if (!agreed && !(await confirm(`Make it the state of ${name}?`))) {
    note('nothing was changed');
    return 1;
  }
  const aside = await takeBackup(files, keys, name);
  if (aside) note(`the state of before is in the backup of ${aside.backup.id}`);
  await ask(engine, ['stack', 'import'], JSON.stringify(restored));
  note(`restored; next: skerry preview ${name}`);
  return 0;
}

function choose(stack: string, backups: readonly Backup[], taken: string): Backup {
  const found = backups.filter(({ id }) => id === taken || id.startsWith(taken));
  const exact = found.find(({ id }) => id === taken) ?? found[0];
  const fix = `skerry state list ${stack}`;
  if (!exact) throw refused(`${stack} has no backup of ${taken}`, fix);
  if (exact.id !== taken && found.length > 1) {
    throw refused(`${found.length} backups of ${stack} are of ${taken}: say which`, fix);
  }
  return exact;
}

function tell(restored: Deployment, present: Deployment, backup: Backup): void {
  note(`state of ${backup.id}: ${countResources(restored)} resources, now ${countResources(present)}`);
  const forgotten = forgottenBy(restored, present);
  if (forgotten.length === 0) return;
  note('not in it, so that they stay in the cloud and the engine knows of them no more:');
  for (const { urn, id } of forgotten.slice(0, TOLD)) {
    const { kind, name } = describeUrn(urn);
    note(`  ${kind} ${name} (${id ?? ''})`);
  }
  if (forgotten.length > TOLD) note(`  and ${forgotten.length - TOLD} more`);
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLAIMS_FOLDER } from '../../../providers/local/network/register.ts';
import { processesUnder } from './processes.ts';
import { must } from './run.ts';
import type { Workspace } from './workspace.ts';

/** Folders that running parts write to all the time; the rest of the state is written by those who change the stack. */
const BUSY = ['work', 'log', 'data', 'cache', 'supervise'];

export interface Condition {
  files: string[];
  processes: string[];
  claims: string[];
}

/** What a refusal must leave alone: the state folder with its times, every process, the claims of loopback ranges. */
export async function conditionOf({ root }: Workspace): Promise<Condition> {
  const names = BUSY.flatMap((name, index) => [...(index > 0 ? ['-o'] : []), '-name', name]);
  const { stdout } = await must(
    'find',
    ['.skerry', '(', ...names, ')', '-prune', '-o', '-printf', '%P %y %s %T@\n'],
    { cwd: root },
  );
  return {
    files: stdout.trim().split('\n').sort(),
    processes: processesUnder(root)
      // The machine's own services start something every second or minute.
      .filter(({ cwd, command }) => !/\/machine\/services\/\w+$/.test(cwd) || /^runsv /.test(command))
      .map(({ pid, started }) => `${pid} ${started}`)
      .sort(),
    claims: await claimsOf(root),
  };
}

async function claimsOf(root: string): Promise<string[]> {
  const claims = await Promise.all(
    (await readdir(CLAIMS_FOLDER)).map(
      async (range) => `${range} ${await claimant(join(CLAIMS_FOLDER, range))}`,
    ),
  );
  return claims.filter((claim) => claim.includes(`${root}/`)).sort();
}

async function claimant(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // Another stack of this machine has gone meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

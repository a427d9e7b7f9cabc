import type { InstanceDeclaration } from '../group/declaration.ts';
import { listRecords, readRecord } from '../parts/record.ts';
import type { FoundPart } from '../parts/record.ts';
import { withLock } from '../process/lock.ts';
import { partLock } from '../state/layout.ts';
import { together } from '../state/together.ts';
import { until } from '../state/wait.ts';
import { adminCommand } from './admin-socket.ts';
import { writeConfiguration } from './members.ts';
import { serverStats, whileRunning } from './servers.ts';
import type { ServerStat } from './show-stat.ts';

/** haproxy lets a server go when its last connection has been cleaned up, shortly after the session's end. */
const DELETE_TIMEOUT_MS = 10_000;

/**
 * Takes an instance, which is a member no longer, from the running haproxy: no new connections at once, those that are
 * open may end by themselves. Repeatable.
 *
 * @param drainSeconds after which what is still open is cut
 */
export async function drainMember(
  stateDir: string,
  balancer: string,
  id: string,
  drainSeconds: number,
): Promise<void> {
  const isThere = await withLock(partLock(stateDir, balancer), () => forget(stateDir, balancer));
  if (!isThere) return;
  const servers = async (): Promise<ServerStat[]> =>
    (await serverStats(stateDir, balancer)).filter(({ server }) => server === id);
  // Should haproxy be restarted meanwhile, its new configuration has no such server: then all is done.
  await whileRunning(async () => {
    for (const { listener } of await servers()) {
      await adminCommand(stateDir, balancer, `set server ${listener}/${id} state drain`);
    }
    await until(async () => (await servers()).every(({ sessions }) => sessions === 0), {
      timeoutMs: drainSeconds * 1000,
    });
    for (const { listener } of await servers()) await deleteServer(stateDir, balancer, `${listener}/${id}`);
  });
}

/**
 * As `drainMember`, on every balancer that has the instance: also on one that it had left by its record already when
 * the run that moved it was killed.
 *
 * @param declared balancers that it is a member of by its record
 */
export async function drainEverywhere(
  stateDir: string,
  id: string,
  declared: readonly string[],
  drainSeconds: number,
): Promise<void> {
  const holds = async (balancer: string): Promise<boolean> => {
    if (declared.includes(balancer)) return true;
    const servers = await whileRunning(() => serverStats(stateDir, balancer));
    return servers?.some(({ server }) => server === id) ?? false;
  };
  const drain = async (balancer: string): Promise<void> => {
    if (await holds(balancer)) await drainMember(stateDir, balancer, id, drainSeconds);
  };
  await together((await listBalancers(stateDir)).map(drain));
}

/**
 * Drains and removes what no balancer of the stack should have: instances of the group that are no members of it, and
 * servers that no instance stands for. Killed runs have left them.
 */
export async function removeStrangers(stateDir: string, group: string, drainSeconds: number): Promise<void> {
  const remove = async (balancer: string): Promise<void> => {
    const strangers = await withLock(partLock(stateDir, balancer), async () => {
      if (!(await forget(stateDir, balancer))) return [];
      // The servers first: whoever comes to be one had his record before.
      const servers = (await whileRunning(() => serverStats(stateDir, balancer))) ?? [];
      return strangersOf(servers, await listRecords(stateDir), balancer, group);
    });
    await together(strangers.map((id) => drainMember(stateDir, balancer, id, drainSeconds)));
  };
  await together((await listBalancers(stateDir)).map(remove));
}

/** Another group's instances are left to that group, which may be draining them just now, at its own pace. */
function strangersOf(
  servers: readonly Pick<ServerStat, 'server'>[],
  records: readonly FoundPart[],
  balancer: string,
  group: string,
): string[] {
  const instances = new Map(
    records.filter(({ kind }) => kind === 'instance').map((part) => [part.name, part.inputs]),
  );
  const isStranger = (id: string): boolean => {
    const declaration = instances.get(id) as InstanceDeclaration | undefined;
    if (!declaration) return true;
    return declaration.group === group && !declaration.loadBalancers.includes(balancer);
  };
  return [...new Set(servers.map(({ server }) => server))].filter(isStranger);
}

/** Those that are complete: one that is being created takes its members from the instances itself. */
async function listBalancers(stateDir: string): Promise<string[]> {
  return (await listRecords(stateDir))
    .filter(({ kind, phase }) => kind === 'balancer' && phase === 'ready')
    .map(({ id }) => id);
}

/** @returns false when the balancer is gone: then nothing of it may be written any more */
async function forget(stateDir: string, balancer: string): Promise<boolean> {
  if (!(await readRecord(stateDir, balancer))) return false;
  // If haproxy is killed now, its successor has the present members alone.
  await writeConfiguration(stateDir, balancer);
  return true;
}

async function deleteServer(stateDir: string, balancer: string, server: string): Promise<void> {
  await adminCommand(stateDir, balancer, `set server ${server} state maint`);
  let answer = '';
  const gone = await until(
    async () => {
      await adminCommand(stateDir, balancer, `shutdown sessions server ${server}`);
      answer = await adminCommand(stateDir, balancer, `del server ${server}`);
      return /deleted|No such server/i.test(answer);
    },
    { timeoutMs: DELETE_TIMEOUT_MS },
  );
  if (!gone) throw new Error(`${balancer}: haproxy does not let go of ${server}: ${answer}`);
}

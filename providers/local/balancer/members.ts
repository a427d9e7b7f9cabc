import { join } from 'node:path';
import type { InstanceDeclaration } from '../group/declaration.ts';
import { listRecords, readRecord } from '../parts/record.ts';
import type { FoundPart } from '../parts/record.ts';
import { withLock } from '../process/lock.ts';
import { renderHaproxyCfg, SERVER_OPTIONS } from '../render/haproxy-cfg.ts';
import type { Member } from '../render/haproxy-cfg.ts';
import type { LoadBalancerInputs } from '../resources.ts';
import { isErrno, writeIfChanged } from '../state/files.ts';
import { partFolder, partLock } from '../state/layout.ts';
import { until } from '../state/wait.ts';
import { adminCommand } from './admin-socket.ts';
import { parseShowStat } from './show-stat.ts';
import type { ServerStat } from './show-stat.ts';

/** haproxy lets a server go when its last connection has been cleaned up, shortly after the session's end. */
const DELETE_TIMEOUT_MS = 10_000;
const UP_TIMEOUT_MS = 15_000;

/**
 * The instances that a balancer shall have: the instances themselves say so, hence no second list can differ from
 * them. haproxy.cfg is rendered from it, and so is the balancer that was deleted and is created anew.
 */
export async function readMembers(stateDir: string, balancer: string): Promise<Member[]> {
  return (await listRecords(stateDir)).flatMap((part) => {
    if (part.kind !== 'instance' || part.phase !== 'ready' || part.address === undefined) return [];
    const { draining, loadBalancers } = part.inputs as InstanceDeclaration;
    return !draining && loadBalancers.includes(balancer) ? [{ id: part.name, address: part.address }] : [];
  });
}

/** Brings the balancer's configuration, and the running haproxy, to have every member. Repeatable. */
export async function addMembers(stateDir: string, balancer: string): Promise<void> {
  await withLock(partLock(stateDir, balancer), async () => {
    // The file first: if haproxy is killed now, its successor has the members.
    const part = await writeConfiguration(stateDir, balancer);
    const members = await readMembers(stateDir, balancer);
    await whileRunning(async () => {
      for (const member of members) await addServers(stateDir, part, member);
      return true;
    });
  });
}

/** Waits until haproxy finds the instance healthy. */
export async function awaitMember(stateDir: string, balancer: string, id: string): Promise<void> {
  const up = await until(() => whileRunning(() => isUp(stateDir, balancer, id)), {
    timeoutMs: UP_TIMEOUT_MS,
  });
  if (up) return;
  throw new Error(
    `${balancer} does not find ${id} healthy within ${UP_TIMEOUT_MS / 1000} s: see its log, and that of the instance`,
  );
}

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
  if (!(await readRecord(stateDir, balancer))) return;
  await withLock(partLock(stateDir, balancer), () => writeConfiguration(stateDir, balancer));
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
    return true;
  });
}

export async function serverStats(stateDir: string, balancer: string): Promise<ServerStat[]> {
  return parseShowStat(await adminCommand(stateDir, balancer, 'show stat'));
}

async function writeConfiguration(stateDir: string, balancer: string): Promise<FoundPart> {
  const part = await readRecord(stateDir, balancer);
  if (!part?.address)
    throw new Error(`load balancer ${balancer} is not there: it must be created before its group`);
  const { listeners, healthPath } = part.inputs as LoadBalancerInputs;
  const members = await readMembers(stateDir, balancer);
  const text = renderHaproxyCfg({ address: part.address, listeners, healthPath, members });
  await writeIfChanged(join(partFolder(stateDir, balancer), 'haproxy.cfg'), text);
  return part;
}

async function addServers(stateDir: string, balancer: FoundPart, { id, address }: Member): Promise<void> {
  const command = (text: string): Promise<string> => adminCommand(stateDir, balancer.id, text);
  const present = await serverStats(stateDir, balancer.id);
  for (const { name, targetPort } of (balancer.inputs as LoadBalancerInputs).listeners) {
    const server = `${name}/${id}`;
    if (present.some((each) => each.listener === name && each.server === id)) continue;
    const answer = await command(`add server ${server} ${address}:${targetPort} ${SERVER_OPTIONS}`);
    if (!/New server registered|Already exists/i.test(answer)) {
      throw new Error(`${balancer.id}: haproxy refused the server ${server}: ${answer}`);
    }
    // It starts unchecked and in maintenance.
    await command(`enable health ${server}`);
    await command(`enable server ${server}`);
  }
}

async function isUp(stateDir: string, balancer: string, id: string): Promise<boolean> {
  const mine = (await serverStats(stateDir, balancer)).filter(({ server }) => server === id);
  return mine.length > 0 && mine.every(({ status }) => status === 'UP');
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

/** A haproxy that is just being restarted reads the members from its configuration: nothing is to be done by hand. */
async function whileRunning(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (isErrno(error, 'ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE')) return false;
    throw error;
  }
}

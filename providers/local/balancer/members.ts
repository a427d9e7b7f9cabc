import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../process/lock.ts';
import { readRecord } from '../parts/record.ts';
import { renderHaproxyCfg, SERVER_OPTIONS } from '../render/haproxy-cfg.ts';
import type { Member } from '../render/haproxy-cfg.ts';
import type { LoadBalancerInputs } from '../resources.ts';
import { isErrno, readIfExists, syncFolder, writeAtomic, writeIfChanged } from '../state/files.ts';
import { partFolder, partLock } from '../state/layout.ts';
import { until } from '../state/wait.ts';
import { adminCommand } from './admin-socket.ts';
import { parseShowStat } from './show-stat.ts';
import type { ServerStat } from './show-stat.ts';

/** haproxy lets a server go when its last connection has been cleaned up, shortly after the session's end. */
const DELETE_TIMEOUT_MS = 10_000;
const UP_TIMEOUT_MS = 15_000;

const membersFolder = (stateDir: string, balancer: string): string =>
  join(partFolder(stateDir, balancer), 'members');

/** The instances that the balancer shall have, as its folder says; haproxy.cfg is rendered from them. */
export async function readMembers(stateDir: string, balancer: string): Promise<Member[]> {
  const folder = membersFolder(stateDir, balancer);
  if (!existsSync(folder)) return [];
  const members: Member[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const text = name.endsWith('.json') ? await readIfExists(join(folder, name)) : undefined;
    if (text !== undefined) members.push(JSON.parse(text) as Member);
  }
  return members;
}

/** Puts an instance behind the balancer and waits until haproxy finds it healthy. Repeatable. */
export async function joinBalancer(stateDir: string, balancer: string, member: Member): Promise<void> {
  await withLock(partLock(stateDir, balancer), async () => {
    await mkdir(membersFolder(stateDir, balancer), { recursive: true, mode: 0o700 });
    // The file first: if haproxy is killed now, its successor has the member.
    await writeAtomic(memberFile(stateDir, balancer, member.id), `${JSON.stringify(member)}\n`);
    await writeConfiguration(stateDir, balancer);
    await whileRunning(() => addServers(stateDir, balancer, member));
  });
  const up = await until(() => whileRunning(() => isUp(stateDir, balancer, member.id)), {
    timeoutMs: UP_TIMEOUT_MS,
  });
  if (up) return;
  throw new Error(
    `${balancer} does not find ${member.id} (${member.address}) healthy within ${UP_TIMEOUT_MS / 1000} s: ` +
      'see its log, and that of the instance',
  );
}

/**
 * Takes an instance from the balancer: no new connections at once, those that are open may end by themselves.
 *
 * @param drainSeconds after which what is still open is cut
 */
export async function leaveBalancer(
  stateDir: string,
  balancer: string,
  id: string,
  drainSeconds: number,
): Promise<void> {
  if (!(await readRecord(stateDir, balancer))) return;
  await withLock(partLock(stateDir, balancer), async () => {
    await rm(memberFile(stateDir, balancer, id), { force: true });
    await syncFolder(membersFolder(stateDir, balancer));
    await writeConfiguration(stateDir, balancer);
  });
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

async function writeConfiguration(stateDir: string, balancer: string): Promise<void> {
  const part = await readRecord(stateDir, balancer);
  if (!part?.address)
    throw new Error(`load balancer ${balancer} is not there: it must be created before its group`);
  const { listeners, healthPath } = part.inputs as LoadBalancerInputs;
  const members = await readMembers(stateDir, balancer);
  const text = renderHaproxyCfg({ address: part.address, listeners, healthPath, members });
  await writeIfChanged(join(partFolder(stateDir, balancer), 'haproxy.cfg'), text);
}

async function addServers(stateDir: string, balancer: string, { id, address }: Member): Promise<boolean> {
  const part = await readRecord(stateDir, balancer);
  const present = await serverStats(stateDir, balancer);
  for (const { name, targetPort } of (part?.inputs as LoadBalancerInputs | undefined)?.listeners ?? []) {
    const server = `${name}/${id}`;
    if (!present.some((each) => each.listener === name && each.server === id)) {
      const answer = await adminCommand(
        stateDir,
        balancer,
        `add server ${server} ${address}:${targetPort} ${SERVER_OPTIONS}`,
      );
      if (!/New server registered|Already exists/i.test(answer)) {
        throw new Error(`${balancer}: haproxy refused the server ${server}: ${answer}`);
      }
    }
    // An added server starts unchecked and in maintenance; one of the configuration may have been drained.
    await adminCommand(stateDir, balancer, `enable health ${server}`);
    await adminCommand(stateDir, balancer, `set server ${server} state ready`);
  }
  return true;
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

const memberFile = (stateDir: string, balancer: string, id: string): string =>
  join(membersFolder(stateDir, balancer), `${id}.json`);

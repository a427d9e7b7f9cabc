import { join } from 'node:path';
import type { InstanceDeclaration } from '../group/declaration.ts';
import { listRecords, readRecord } from '../parts/record.ts';
import type { FoundPart } from '../parts/record.ts';
import { withLock } from '../process/lock.ts';
import { renderHaproxyCfg, SERVER_OPTIONS } from '../render/haproxy-cfg.ts';
import type { Member } from '../render/haproxy-cfg.ts';
import type { LoadBalancerInputs } from '../resources.ts';
import { writeIfChanged } from '../state/files.ts';
import { partFolder, partLock } from '../state/layout.ts';
import { until } from '../state/wait.ts';
import { adminCommand } from './admin-socket.ts';
import { serverStats, whileRunning } from './servers.ts';

const UP_TIMEOUT_MS = 15_000;
/** What health checks make of a server. In any other state (`MAINT`, `DRAIN`) it stays, whatever they find. */
const CHECKED = ['UP', 'DOWN'];

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

/**
 * Brings the balancer's configuration, and the running haproxy, to have every member, and to let each have connections.
 * Repeatable.
 */
export async function addMembers(stateDir: string, balancer: string): Promise<void> {
  await withLock(partLock(stateDir, balancer), async () => {
    // The file first: if haproxy is killed now, its successor has the members.
    const part = await writeConfiguration(stateDir, balancer);
    const members = await readMembers(stateDir, balancer);
    await whileRunning(async () => {
      for (const member of members) await addServers(stateDir, part, member);
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

/** Renders the members of now; only under the balancer's lock. */
export async function writeConfiguration(stateDir: string, balancer: string): Promise<FoundPart> {
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
  const present = await serverStats(stateDir, balancer.id);
  for (const { name, targetPort } of (balancer.inputs as LoadBalancerInputs).listeners) {
    const server = `${name}/${id}`;
    const command = async (text: string, done: RegExp): Promise<void> => {
      const answer = await adminCommand(stateDir, balancer.id, text);
      if (!done.test(answer)) throw new Error(`${balancer.id}: haproxy refused "${text}": ${answer}`);
    };
    const status = present.find((each) => each.listener === name && each.server === id)?.status;
    if (status !== undefined && CHECKED.includes(status)) continue;
    if (status === undefined) {
      const words = `add server ${server} ${address}:${targetPort} ${SERVER_OPTIONS}`;
      await command(words, /New server registered|Already exists/i);
    }
    // It starts unchecked and in maintenance, and is still so where a run was killed before it came to these lines. One
    // that drains was to go, then came back before it had gone: who is to go now is no member.
    await command(`enable health ${server}`, /^$/);
    await command(`set server ${server} state ready`, /^$/);
  }
}

async function isUp(stateDir: string, balancer: string, id: string): Promise<boolean> {
  const mine = (await serverStats(stateDir, balancer)).filter(({ server }) => server === id);
  return mine.length > 0 && mine.every(({ status }) => status === 'UP');
}

import type { InstanceDeclaration } from '../group/declaration.ts';
import type { FoundPart } from '../parts/record.ts';
import { addMembers } from './members.ts';
import { serverStats, whileRunning } from './servers.ts';
import type { ServerStat } from './show-stat.ts';

/** The servers of each balancer that could be asked, or why it gave no answer. */
export type Rotation = ReadonlyMap<string, readonly ServerStat[] | Error>;

/**
 * Asks each balancer once, in which any of the parts is a member. One whose haproxy doesn't run is left out: its own
 * status tells, and one cause need not be told once an instance.
 */
export async function readRotation(stateDir: string, parts: readonly FoundPart[]): Promise<Rotation> {
  const balancers = new Set(parts.flatMap(balancersOf));
  const found = await Promise.all(
    [...balancers].map(async (balancer) => {
      const servers = await whileRunning(() => serverStats(stateDir, balancer)).catch(asError);
      return servers === undefined ? [] : [[balancer, servers] as const];
    }),
  );
  return new Map(found.flat());
}

/** Why an instance, which may well be healthy by itself, gets no connections; `undefined` when it does. */
export function whyOutOfRotation(part: FoundPart, rotation: Rotation): string | undefined {
  for (const balancer of balancersOf(part)) {
    const servers = rotation.get(balancer);
    if (servers === undefined) continue;
    if (servers instanceof Error) return `${balancer} doesn't tell of it: ${servers.message}`;
    const mine = servers.filter(({ server }) => server === part.name);
    if (mine.length === 0) return `${balancer} doesn't know it: the next update tells it`;
    const out = mine.find(({ status }) => status !== 'UP');
    if (out?.status === 'DOWN') return `${balancer} finds it DOWN on ${out.listener}: no connections`;
    if (out) {
      const { listener, status } = out;
      return `${balancer} has it in ${status} on ${listener}: no connections, until the next update`;
    }
  }
  return undefined;
}

/** Has each balancer enable those of its members that get no connections though they should. */
export async function rejoin(stateDir: string, parts: readonly FoundPart[]): Promise<void> {
  const rotation = await readRotation(stateDir, parts);
  const out = parts.filter((part) => whyOutOfRotation(part, rotation) !== undefined);
  for (const balancer of new Set(out.flatMap(balancersOf))) await addMembers(stateDir, balancer);
}

/** Of an instance that is to be in service now. */
function balancersOf({ kind, phase, inputs }: FoundPart): string[] {
  if (kind !== 'instance' || phase !== 'ready') return [];
  const { draining, loadBalancers } = inputs as InstanceDeclaration;
  return draining ? [] : loadBalancers;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

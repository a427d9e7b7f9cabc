import type { LiveGroup, LiveGroupState, LiveInstance } from '../../capacity/live-group.ts';
import type { AgentStatus } from '../../services/agent/status.ts';
import { readRotation, whyOutOfRotation } from './balancer/rotation.ts';
import type { Rotation } from './balancer/rotation.ts';
import { readCapacity } from './group/capacity.ts';
import type { InstanceDeclaration } from './group/declaration.ts';
import { AGENT_PORT } from './group/instances.ts';
import { listInstances } from './group/observe.ts';
import { probe, PROBE_TIMEOUT_MS } from './parts/probe.ts';
import { listRecords } from './parts/record.ts';
import type { FoundPart } from './parts/record.ts';
import { partId } from './state/layout.ts';
import { serviceFolder } from './supervisor/service.ts';
import { readServiceStatus } from './supervisor/status.ts';

/** A group of the local platform as it is now: from its folder, supervisor, instances, their agents and balancers. */
export class LocalLiveGroup implements LiveGroup {
  readonly #stateDir: string;
  readonly #region: string;
  readonly #name: string;

  constructor(stateDir: string, region: string, name: string) {
    this.#stateDir = stateDir;
    this.#region = region;
    this.#name = name;
  }

  /** @throws when there is no such group */
  async read(): Promise<LiveGroupState> {
    const group = partId.group(this.#region, this.#name);
    const capacity = await readCapacity(this.#stateDir, group);
    if (!capacity) throw new Error(`group ${this.#region}/${this.#name} is not there: skerry up creates it`);
    const parts = await listInstances(this.#stateDir, group);
    const rotation = await readRotation(this.#stateDir, parts);
    const instances = await Promise.all(parts.map((part) => readInstance(this.#stateDir, part, rotation)));
    return { region: this.#region, name: this.#name, ...capacity, instances };
  }
}

/** Every group of the stack, in the order of their ids. */
export async function readGroups(stateDir: string): Promise<LiveGroupState[]> {
  const groups = (await listRecords(stateDir)).filter(({ kind }) => kind === 'group');
  const states = groups.map(async ({ id, region, name }) =>
    (await readCapacity(stateDir, id)) ? [await new LocalLiveGroup(stateDir, region, name).read()] : [],
  );
  return (await Promise.all(states)).flat();
}

async function readInstance(stateDir: string, part: FoundPart, rotation: Rotation): Promise<LiveInstance> {
  const { zone, draining } = part.inputs as InstanceDeclaration;
  const { pid, supervised } = readServiceStatus(serviceFolder(stateDir, part.id));
  const [agent, illness] = await Promise.all([
    askAgent(part.address ?? ''),
    part.probe ? probe(part.probe) : Promise.resolve('it has no health check'),
  ]);
  const failure = illness ?? whyOutOfRotation(part, rotation);
  const reason = supervised ? (failure ?? agent?.reason) : 'its supervisor does not run';
  return {
    id: part.name,
    zone,
    address: part.address ?? '',
    ...(pid === undefined ? {} : { pid }),
    state: draining
      ? 'draining'
      : pid === undefined
        ? 'stopped'
        : part.phase === 'creating'
          ? 'starting'
          : 'running',
    healthy: failure === undefined,
    ...(agent?.release === undefined ? {} : { release: agent.release }),
    ...(reason === undefined
      ? {}
      : { reason: failure && agent?.reason ? `${failure}; ${agent.reason}` : reason }),
  };
}

/** What the agent says of its release and its workload; `undefined` when it doesn't answer. */
async function askAgent(address: string): Promise<AgentStatus | undefined> {
  try {
    const url = `http://${address}:${AGENT_PORT}/status.json`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return answer.ok ? ((await answer.json()) as AgentStatus) : undefined;
  } catch (error) {
    // An agent that is just being started: the health check above tells the same. fetch fails by a TypeError that has
    // a cause, and by the signal's own.
    if (error instanceof TypeError && error.cause !== undefined) return undefined;
    if (error instanceof DOMException && error.name === 'TimeoutError') return undefined;
    throw error;
  }
}

import { GroupError } from '../../capacity/group-error.ts';
import type { LiveGroup, LiveGroupState, LiveInstance } from '../../capacity/live-group.ts';
import type { AgentStatus } from '../../services/agent/status.ts';
import { whyOutOfRotation } from './balancer/rotation.ts';
import { readCapacity } from './group/capacity.ts';
import type { InstanceDeclaration } from './group/declaration.ts';
import { AGENT_PORT } from './group/instances.ts';
import { isInstanceOf } from './group/observe.ts';
import { PROBE_TIMEOUT_MS } from './parts/probe.ts';
import type { FoundPart } from './parts/record.ts';
import { partId } from './state/layout.ts';
import { serviceFolder } from './supervisor/service.ts';
import { readServiceStatus } from './supervisor/status.ts';
import { Survey } from './survey.ts';

/** A group of the local platform as it is now: from its folder, supervisor, instances, their agents and balancers. */
export class LocalLiveGroup implements LiveGroup {
  readonly #stateDir: string;
  readonly #region: string;
  readonly #name: string;
  readonly #survey: () => Survey;

  /** @param survey what is known already; default: everything is asked anew at each reading */
  constructor(stateDir: string, region: string, name: string, survey = () => new Survey(stateDir)) {
    this.#stateDir = stateDir;
    this.#region = region;
    this.#name = name;
    this.#survey = survey;
  }

  /** @throws {GroupError} when there is no such group */
  async read(): Promise<LiveGroupState> {
    const group = partId.group(this.#region, this.#name);
    const capacity = await readCapacity(this.#stateDir, group);
    if (!capacity) {
      throw new GroupError('no-group', `group ${this.#region}/${this.#name} is not there`, {
        fix: 'skerry up creates it',
      });
    }
    const survey = this.#survey();
    const parts = (await survey.records()).filter(isInstanceOf(group));
    const instances = await Promise.all(parts.map((part) => readInstance(survey, part)));
    return { region: this.#region, name: this.#name, ...capacity, instances };
  }
}

/** Every group of the stack, in the order of their ids. */
export async function readGroups(stateDir: string, survey = new Survey(stateDir)): Promise<LiveGroupState[]> {
  const groups = (await survey.records()).filter(({ kind }) => kind === 'group');
  const states = groups.map(async ({ id, region, name }) =>
    (await readCapacity(stateDir, id))
      ? [await new LocalLiveGroup(stateDir, region, name, () => survey).read()]
      : [],
  );
  return (await Promise.all(states)).flat();
}

async function readInstance(survey: Survey, part: FoundPart): Promise<LiveInstance> {
  const { zone, draining } = part.inputs as InstanceDeclaration;
  const { pid, supervised } = readServiceStatus(serviceFolder(survey.stateDir, part.id));
  const [agent, illness, rotation] = await Promise.all([
    askAgent(part.address ?? ''),
    survey.illness(part),
    survey.rotation(),
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

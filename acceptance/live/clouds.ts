import { alicloudTagged } from '../../capacity/alicloud/tagged.ts';
import { awsTagged } from '../../capacity/aws/tagged.ts';
import { changeCapacity } from '../../capacity/change-capacity.ts';
import { openGroups } from '../../capacity/open-region.ts';
import type { CloudGroup, LiveGroupState } from '../../capacity/live-group.ts';
import type { StackGroup } from '../../capacity/stack-groups.ts';
import { groupWork } from '../../cli/beside/group-work.ts';
import { withLease } from '../../cli/beside/with-lease.ts';
import { openStackBucket } from '../../cli/cloud/bucket-store.ts';
import { ask, type Engine } from '../../cli/engine/engine.ts';
import { Failure } from '../../cli/failure.ts';
import { note } from '../../cli/output/note.ts';
import { openEngine, type Stack } from '../../cli/stack/open.ts';
import type { Plan, RegionPlan } from '../../topology/plan/plan.ts';
import type { Live } from './live.ts';

/** Where AWS tells of what has no region. */
const GLOBAL = 'us-east-1';

/** A stack in the clouds, through their own APIs. */
export class CloudLive implements Live {
  readonly pollMs = 10_000;
  readonly patienceMs = 15 * 60_000;
  readonly #stack: Stack;
  readonly #plan: Plan;
  readonly #env: NodeJS.ProcessEnv;

  constructor(stack: Stack, plan: Plan, env: NodeJS.ProcessEnv) {
    this.#stack = stack;
    this.#plan = plan;
    this.#env = env;
  }

  async groups(): Promise<LiveGroupState[]> {
    const states: LiveGroupState[] = [];
    for (const region of this.#regions()) {
      await this.#within(region, async (groups) => {
        states.push(...groups.map(({ state }) => state));
      });
    }
    return states;
  }

  /** As of a stack that others work on, too: under the group's lease, which lies in a bucket of the run. */
  async setDesired(id: string, desired: number): Promise<string> {
    const node = this.#plan.regions.flatMap(({ groups }) => groups).find((group) => group.id === id);
    if (!node) throw new Error(`${id} is no group of the stack`);
    const engine = await this.#engine();
    await groupWork(() =>
      this.#withGroup(id, (group) =>
        withLease(
          node,
          (bucket) => openStackBucket(engine, this.#plan, bucket),
          (underLease) => underLease((lease) => changeCapacity(group, lease, { set: { desired } })),
        ),
      ),
    );
    return "by the cloud's API, under its lease";
  }

  async kill(id: string, instance: string): Promise<string> {
    return await this.#withGroup(id, async (group) => {
      await group.replace([instance]);
      return 'ended by its group';
    });
  }

  async leftovers(): Promise<string[]> {
    const tags = { 'skerry:stack': this.#plan.stack };
    const found = new Set<string>();
    for (const { platform, name } of this.#places()) {
      const names =
        platform === 'aws'
          ? await awsTagged(name, this.#plan.accounts.aws, tags)
          : await alicloudTagged(name, this.#plan.accounts.alicloud, tags);
      for (const each of names) found.add(each);
    }
    return [...found];
  }

  /** The engine's own records of a destroyed stack may outlive it: providers, and what has a program's name alone. */
  async forget(): Promise<void> {
    const engine = await this.#engine();
    try {
      const { deployment } = JSON.parse(await ask(engine, ['stack', 'export'])) as Exported;
      const left = (deployment.resources ?? []).filter(({ custom, type }) => custom && !isRecord(type));
      if (left.length > 0) {
        throw new Error(`the engine still knows of ${left.map(({ urn }) => urn).join(', ')}`);
      }
      await ask(engine, ['stack', 'rm', '--yes', '--force', '--preserve-config']);
    } catch (error) {
      if (!(error instanceof Failure) || !/no stack named/.test(error.message)) throw error;
    }
  }

  async #engine(): Promise<Engine> {
    const { engine } = await openEngine(this.#stack, note);
    return { ...engine, env: { ...engine.env, ...this.#env } };
  }

  #regions(): RegionPlan[] {
    return this.#plan.regions.filter(({ platform }) => platform !== 'local');
  }

  #places(): Pick<RegionPlan, 'platform' | 'name'>[] {
    const regions = this.#regions();
    const aws = regions.filter(({ platform }) => platform === 'aws');
    const needsGlobal = aws.length > 0 && !aws.some(({ name }) => name === GLOBAL);
    return [...regions, ...(needsGlobal ? [{ platform: 'aws' as const, name: GLOBAL }] : [])];
  }

  async #withGroup<T>(id: string, work: (group: CloudGroup) => Promise<T>): Promise<T> {
    const region = this.#regions().find(({ name }) => id.startsWith(`${name}/`));
    if (!region) throw new Error(`${id} lies in no region of a cloud`);
    return await this.#within(region, async (groups) => {
      const found = groups.find((each) => each.id === id);
      if (!found) throw new Error(`${id} is not there`);
      return await work(found.group);
    });
  }

  async #within<T>(region: RegionPlan, work: (groups: StackGroup[]) => Promise<T>): Promise<T> {
    const { groups, close } = await openGroups(this.#plan, region);
    try {
      return await work(groups);
    } finally {
      close();
    }
  }
}

interface Exported {
  deployment: { resources?: { urn: string; type: string; custom: boolean }[] };
}

const isRecord = (type: string): boolean => type.startsWith('pulumi:');

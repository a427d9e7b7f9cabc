import { attachmentLimits } from '../../topology/catalog/attachment.ts';
import { processNames } from '../../topology/catalog/lifecycle.ts';
import type { GroupProcess } from '../../topology/plan/lifecycle.ts';
import { GroupError } from '../group-error.ts';
import type {
  Activity,
  CapacityChange,
  CloudGroup,
  LiveGroupState,
  RefreshOptions,
  ScheduledEnd,
} from '../live-group.ts';
import { requireAttachable, requireDetachable, requireMembers } from '../members.ts';
import { namesOf } from '../processes.ts';
import { requireSchedulable } from '../scheduled-end.ts';
import type { ScalingActivity, ScalingGroup, ScalingInstance, ScheduledTask } from './answers.ts';
import { endOf, endTask, FURTHEST_DAYS, prefixOf } from './end-task.ts';
import { listPages } from './pages.ts';
import { isUnfinished, refreshRequest } from './refresh.ts';
import type { RpcService } from './rpc.ts';
import { activityOf, stateOf } from './state.ts';

/** Instances a call; protection is asked for by as many. */
const { perCall } = attachmentLimits.rows.alicloud;

/** A scaling group of ESS. */
export class AlicloudGroup implements CloudGroup {
  readonly #ess: RpcService;
  /** `asg-…` */
  readonly #group: string;
  readonly #id: string;
  readonly #region: string;

  /** @param id the plan's: `cn-hangzhou/git` */
  constructor(ess: RpcService, region: string, group: string, id: string) {
    this.#ess = ess;
    this.#region = region;
    this.#group = group;
    this.#id = id;
  }

  async read(): Promise<LiveGroupState> {
    const request = { RegionId: this.#region, ScalingGroupIds: [this.#group] };
    const { ScalingGroups } = await this.#ess.call<{ ScalingGroups: ScalingGroup[] }>(
      'DescribeScalingGroups',
      request,
    );
    const [group] = ScalingGroups;
    if (group) return await this.readAs(group);
    throw new GroupError('no-group', `${this.#id}: there is no scaling group ${this.#group}`, {
      fix: 'skerry up creates it',
    });
  }

  /** As `read`, by an answer that is there already. */
  async readAs(group: ScalingGroup): Promise<LiveGroupState> {
    const list = ['DescribeScalingInstances', 'ScalingInstances'] as const;
    return stateOf(group, await listPages<ScalingInstance>(this.#ess, ...list, this.#name), this.#id);
  }

  async activities(since: Date): Promise<Activity[]> {
    const found = await listPages<ScalingActivity>(
      this.#ess,
      'DescribeScalingActivities',
      'ScalingActivities',
      this.#name,
      // The newest come first.
      (page) => page.some(({ StartTime }) => new Date(StartTime) < since),
    );
    return found.map(activityOf).filter(({ at }) => at >= since);
  }

  async setCapacity({ min, max, desired }: CapacityChange): Promise<void> {
    await this.#ess.call('ModifyScalingGroup', {
      ...this.#name,
      ...(min === undefined ? {} : { MinSize: min }),
      ...(max === undefined ? {} : { MaxSize: max }),
      ...(desired === undefined ? {} : { DesiredCapacity: desired }),
    });
  }

  async scheduleEnd(end: ScheduledEnd): Promise<void> {
    requireSchedulable(this.#id, end, new Date(), FURTHEST_DAYS);
    const task = endTask(this.#group, end);
    const before = await this.#ends();
    const isThere = before.some(({ ScheduledTaskName }) => ScheduledTaskName === task['ScheduledTaskName']);
    // First the new one: a kill in between leaves one too many, never none.
    if (!isThere) await this.#ess.call('CreateScheduledTask', { RegionId: this.#region, ...task });
    await this.#delete(
      before.filter(({ ScheduledTaskName }) => ScheduledTaskName !== task['ScheduledTaskName']),
    );
  }

  async readEnd(): Promise<ScheduledEnd | undefined> {
    const ends = (await this.#ends()).map(endOf).sort((a, b) => a.at.getTime() - b.at.getTime());
    return ends[0];
  }

  async cancelEnd(): Promise<void> {
    await this.#delete(await this.#ends());
  }

  async attach(ids: readonly string[], { entrusted }: { entrusted: boolean }): Promise<void> {
    requireAttachable(await this.read(), ids, perCall);
    await this.#ess.call('AttachInstances', { ...this.#name, InstanceIds: [...ids], Entrusted: entrusted });
  }

  async detach(ids: readonly string[], { replace }: { replace: boolean }): Promise<void> {
    requireDetachable(await this.read(), ids, perCall, replace);
    await this.#ess.call('DetachInstances', {
      ...this.#name,
      InstanceIds: [...ids],
      DecreaseDesiredCapacity: !replace,
      // As on AWS: who leaves the group leaves its load balancers.
      DetachOption: 'both',
    });
  }

  async replace(ids: readonly string[]): Promise<void> {
    requireMembers(await this.read(), ids);
    for (let first = 0; first < ids.length; first += perCall) {
      await this.#ess.call('RemoveInstances', {
        ...this.#name,
        InstanceIds: ids.slice(first, first + perCall),
        // Stopped ones would wait, and cost.
        RemovePolicy: 'release',
        DecreaseDesiredCapacity: false,
      });
    }
  }

  async suspend(which: readonly GroupProcess[]): Promise<void> {
    if (which.length > 0) await this.#ess.call('SuspendProcesses', this.#processes(which));
  }

  async resume(which: readonly GroupProcess[]): Promise<void> {
    if (which.length > 0) await this.#ess.call('ResumeProcesses', this.#processes(which));
  }

  async protect(ids: readonly string[], from: boolean): Promise<void> {
    requireMembers(await this.read(), ids);
    for (let first = 0; first < ids.length; first += perCall) {
      const InstanceIds = ids.slice(first, first + perCall);
      await this.#ess.call('SetInstancesProtection', {
        ...this.#name,
        InstanceIds,
        ProtectedFromScaleIn: from,
      });
    }
  }

  async refresh(options: RefreshOptions): Promise<string> {
    const request = { ...this.#name, ...refreshRequest(options) };
    const answer = await this.#ess.call<{ InstanceRefreshTaskId: string }>('StartInstanceRefresh', request);
    return answer.InstanceRefreshTaskId;
  }

  async isRefreshing(): Promise<boolean> {
    const answer = await this.#ess.call<{ InstanceRefreshTasks?: { Status: string }[] }>(
      'DescribeInstanceRefreshes',
      this.#name,
    );
    return (answer.InstanceRefreshTasks ?? []).some(isUnfinished);
  }

  get #name() {
    return { RegionId: this.#region, ScalingGroupId: this.#group };
  }

  #processes(which: readonly GroupProcess[]) {
    return { ...this.#name, Processes: namesOf(this.#id, which, processNames.rows.alicloud) };
  }

  async #ends(): Promise<ScheduledTask[]> {
    const all = await listPages<ScheduledTask>(
      this.#ess,
      'DescribeScheduledTasks',
      'ScheduledTasks',
      this.#name,
    );
    return all.filter(({ ScheduledTaskName }) => ScheduledTaskName.startsWith(prefixOf(this.#group)));
  }

  async #delete(tasks: readonly ScheduledTask[]): Promise<void> {
    for (const { ScheduledTaskId } of tasks) {
      await this.#ess.call('DeleteScheduledTask', { RegionId: this.#region, ScheduledTaskId });
    }
  }
}

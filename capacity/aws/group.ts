import type { AutoScaling } from '@aws-sdk/client-auto-scaling';
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
import { activityOf } from './activities.ts';
import { toGroupError } from './errors.ts';
import { stateOf } from './state.ts';

const { perCall } = attachmentLimits.rows.aws;

/** Instances a call (2026-11-22, docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html). */
const PROTECTED_PER_CALL = 50;

/** The service names no limit of its own; whoever means more than a year means the stack file. */
const FURTHEST_DAYS = 365;

/** States of a refresh in which no second one may begin. */
const UNFINISHED = new Set(['Pending', 'InProgress', 'Cancelling', 'RollbackInProgress', 'Baking']);

/** One end a group: a name of its own tells it from the stack's schedules. */
const END = 'skerry-tweak-end';

/** An Auto Scaling group. */
export class AwsGroup implements CloudGroup {
  readonly #client: AutoScaling;
  /** The group's name in its region. */
  readonly #group: string;
  readonly #id: string;

  /** @param id the plan's: `eu-central-1/git` */
  constructor(client: AutoScaling, group: string, id: string) {
    this.#client = client;
    this.#group = group;
    this.#id = id;
  }

  async read(): Promise<LiveGroupState> {
    const { AutoScalingGroups } = await this.#ask(() =>
      this.#client.describeAutoScalingGroups({ AutoScalingGroupNames: [this.#group] }),
    );
    const [group] = AutoScalingGroups ?? [];
    if (!group) {
      throw new GroupError('no-group', `${this.#id}: there is no Auto Scaling group ${this.#group}`, {
        fix: 'skerry up creates it',
      });
    }
    return stateOf(group, this.#id);
  }

  async activities(since: Date): Promise<Activity[]> {
    return await this.#ask(async () => {
      const found: Activity[] = [];
      const pages = this.#client.paginateDescribeScalingActivities(this.#name);
      // The newest come first.
      for await (const { Activities = [] } of pages) {
        const recent = Activities.filter(({ StartTime }) => StartTime !== undefined && StartTime >= since);
        found.push(...recent.map(activityOf));
        if (recent.length < Activities.length) break;
      }
      return found;
    });
  }

  async setCapacity({ min, max, desired }: CapacityChange): Promise<void> {
    await this.#ask(() =>
      this.#client.updateAutoScalingGroup({ ...this.#name, ...sizes({ min, max, desired }) }),
    );
  }

  async scheduleEnd(end: ScheduledEnd): Promise<void> {
    requireSchedulable(this.#id, end, new Date(), FURTHEST_DAYS);
    const { at, change } = end;
    const action = { ...this.#name, ScheduledActionName: END, StartTime: at, ...sizes(change) };
    await this.#ask(() => this.#client.putScheduledUpdateGroupAction(action));
  }

  async readEnd(): Promise<ScheduledEnd | undefined> {
    const { ScheduledUpdateGroupActions } = await this.#ask(() =>
      this.#client.describeScheduledActions({ ...this.#name, ScheduledActionNames: [END] }),
    );
    const [action] = ScheduledUpdateGroupActions ?? [];
    if (action?.StartTime === undefined) return undefined;
    const { StartTime: at, MinSize: min, MaxSize: max, DesiredCapacity: desired } = action;
    return { at, change: definedOf({ min, max, desired }) };
  }

  async cancelEnd(): Promise<void> {
    // The service's answer for one that isn't there is the same as for many other mistakes.
    if (!(await this.readEnd())) return;
    await this.#ask(() => this.#client.deleteScheduledAction({ ...this.#name, ScheduledActionName: END }));
  }

  async attach(ids: readonly string[], { entrusted }: { entrusted: boolean }): Promise<void> {
    if (!entrusted) {
      const message = `${this.#id}: a group of AWS releases ${ids.join(', ')} like its own instances`;
      throw new GroupError('refused', message, { fix: 'entrust them, and protect them from scale-in' });
    }
    requireAttachable(await this.read(), ids, perCall);
    await this.#ask(() => this.#client.attachInstances({ ...this.#name, InstanceIds: [...ids] }));
  }

  async detach(ids: readonly string[], { replace }: { replace: boolean }): Promise<void> {
    requireDetachable(await this.read(), ids, perCall, replace);
    const request = { ...this.#name, InstanceIds: [...ids], ShouldDecrementDesiredCapacity: !replace };
    await this.#ask(() => this.#client.detachInstances(request));
  }

  async replace(ids: readonly string[]): Promise<void> {
    requireMembers(await this.read(), ids);
    for (const InstanceId of ids) {
      const request = { InstanceId, ShouldDecrementDesiredCapacity: false };
      await this.#ask(() => this.#client.terminateInstanceInAutoScalingGroup(request));
    }
  }

  async suspend(which: readonly GroupProcess[]): Promise<void> {
    if (which.length > 0) await this.#ask(() => this.#client.suspendProcesses(this.#processes(which)));
  }

  async resume(which: readonly GroupProcess[]): Promise<void> {
    if (which.length > 0) await this.#ask(() => this.#client.resumeProcesses(this.#processes(which)));
  }

  async protect(ids: readonly string[], from: boolean): Promise<void> {
    requireMembers(await this.read(), ids);
    for (let first = 0; first < ids.length; first += PROTECTED_PER_CALL) {
      const InstanceIds = ids.slice(first, first + PROTECTED_PER_CALL);
      await this.#ask(() =>
        this.#client.setInstanceProtection({ ...this.#name, InstanceIds, ProtectedFromScaleIn: from }),
      );
    }
  }

  async refresh(options: RefreshOptions): Promise<string> {
    const { minHealthy, maxHealthy, checkpoints = [], pauseSeconds, skipMatching = true } = options;
    const Preferences = {
      MinHealthyPercentage: minHealthy,
      MaxHealthyPercentage: maxHealthy,
      SkipMatching: skipMatching,
      ...(checkpoints.length > 0 && { CheckpointPercentages: [...checkpoints] }),
      ...(checkpoints.length > 0 && pauseSeconds !== undefined && { CheckpointDelay: pauseSeconds }),
    };
    const { InstanceRefreshId } = await this.#ask(() =>
      this.#client.startInstanceRefresh({ ...this.#name, Preferences }),
    );
    return InstanceRefreshId ?? '';
  }

  async isRefreshing(): Promise<boolean> {
    const { InstanceRefreshes = [] } = await this.#ask(() =>
      this.#client.describeInstanceRefreshes(this.#name),
    );
    return InstanceRefreshes.some(({ Status }) => Status !== undefined && UNFINISHED.has(Status));
  }

  get #name() {
    return { AutoScalingGroupName: this.#group };
  }

  /** An empty list would mean all of them to the service: callers leave that out. */
  #processes(which: readonly GroupProcess[]) {
    return { ...this.#name, ScalingProcesses: namesOf(this.#id, which, processNames.rows.aws) };
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toGroupError(error, this.#id);
    }
  }
}

function sizes({ min, max, desired }: Values) {
  return {
    ...(min === undefined ? {} : { MinSize: min }),
    ...(max === undefined ? {} : { MaxSize: max }),
    ...(desired === undefined ? {} : { DesiredCapacity: desired }),
  };
}

type Values = { [name in keyof CapacityChange]: CapacityChange[name] | undefined };

function definedOf(values: Values): CapacityChange {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

import type { EssModel } from './ess-model.ts';
import {
  attachable,
  describe,
  describeInstance,
  idsOf,
  noInstance,
  page,
  percentages,
  processesOf,
  requireIdle,
  tagsOf,
} from './ess-parts.ts';
import { invalid, RpcError, type RpcActions, type RpcParams } from './rpc-server.ts';

const VERSION = '2022-02-22';
const DAY = 86_400_000;

/** ESS by its documentation of 2022-02-22: parameters, refusals and their codes. */
export function essActions(model: EssModel): RpcActions {
  const actions: Record<string, (params: RpcParams, keyId: string) => object> = {
    DescribeScalingGroups(params) {
      const ids = params.list('ScalingGroupIds');
      const wanted = tagsOf(params);
      const found = [...model.groups.values()].filter(
        ({ id, tags }) =>
          (ids.length === 0 || ids.includes(id)) && wanted.every(([key, value]) => tags[key] === value),
      );
      return page(
        params,
        'ScalingGroups',
        found.map((group) => describe(group, model.membersOf(group))),
      );
    },

    DescribeScalingInstances(params) {
      const group = params.text('ScalingGroupId');
      const ids = params.list('InstanceIds');
      const found = [...model.instances.values()].filter(
        (instance) =>
          instance.group !== undefined &&
          (group === undefined || instance.group === group) &&
          (ids.length === 0 || ids.includes(instance.id)),
      );
      return page(params, 'ScalingInstances', found.map(describeInstance));
    },

    DescribeScalingActivities(params) {
      const group = params.text('ScalingGroupId');
      const found = model.activities.filter((activity) => activity.group === group).reverse();
      const shown = found.map(({ start, cause, source, sourceId, error, running }) => ({
        StartTime: `${start.toISOString().slice(0, 16)}Z`,
        StatusCode: running ? 'InProgress' : error === undefined ? 'Successful' : 'Failed',
        ...(error === undefined ? {} : { ErrorMessage: error }),
        Cause: cause,
        TriggerSourceType: source,
        ...(sourceId === undefined ? {} : { TriggerSourceId: sourceId }),
      }));
      return page(params, 'ScalingActivities', shown);
    },

    ModifyScalingGroup(params, keyId) {
      const group = model.requireGroup(params.required('ScalingGroupId'));
      const min = params.number('MinSize') ?? group.min;
      const max = params.number('MaxSize') ?? group.max;
      const desired = params.number('DesiredCapacity') ?? group.desired;
      for (const [name, value] of Object.entries({ MinSize: min, MaxSize: max, DesiredCapacity: desired })) {
        if (value < 0 || value > 2000) throw invalid(name, String(value));
      }
      // The pages name the rule (max ≥ desired ≥ min) but not the code of its refusal.
      if (min > desired || desired > max) throw invalid('DesiredCapacity', String(desired));
      const before = group.desired;
      Object.assign(group, { min, max, desired });
      if (desired !== before) {
        const cause = `A user requests to modify the scaling group, changing the Total Capacity from "${before}" to "${desired}".`;
        model.log(group, cause, 'APIs', keyId);
      }
      model.settle(group);
      return {};
    },

    AttachInstances(params, keyId) {
      const group = model.requireGroup(params.required('ScalingGroupId'));
      const ids = idsOf(params);
      const entrusted = params.boolean('Entrusted') ?? false;
      requireIdle(group);
      const instances = ids.map((id) => attachable(model, group, id));
      if (model.membersOf(group).length + ids.length > group.max) {
        const message = 'To attach the instances, the total capacity will be greater than the MaxSize.';
        throw new RpcError(400, 'IncorrectCapacity.MaxSize', message);
      }
      for (const instance of instances) {
        Object.assign(instance, { group: group.id, creation: 'Attached', entrusted, lifecycle: 'InService' });
      }
      const before = group.desired;
      group.desired += ids.length;
      const cause = `A user requests to attach instances, changing the Total Capacity from "${before}" to "${group.desired}".`;
      return { ScalingActivityId: model.log(group, cause, 'APIs', keyId) };
    },

    DetachInstances(params, keyId) {
      const group = model.requireGroup(params.required('ScalingGroupId'));
      const ids = idsOf(params);
      const decrease = params.boolean('DecreaseDesiredCapacity') ?? true;
      const option = params.text('DetachOption');
      if (option !== undefined && option !== 'both') throw invalid('DetachOption', option);
      requireIdle(group);
      const members = model.membersOf(group);
      const leaving = ids.map((id) => members.find((member) => member.id === id) ?? noInstance(id));
      if (decrease && group.desired - ids.length < group.min) {
        const message = 'To detach the instances, the total capacity will be lesser than the MinSize.';
        throw new RpcError(400, 'IncorrectCapacity.MinSize', message);
      }
      for (const instance of leaving) delete instance.group;
      if (decrease) group.desired -= ids.length;
      const activity = model.log(group, 'A user requests to detach instances.', 'APIs', keyId);
      model.settle(group);
      return { ScalingActivityId: activity };
    },

    RemoveInstances(params, keyId) {
      const group = model.requireGroup(params.required('ScalingGroupId'));
      const policy = params.text('RemovePolicy') ?? 'recycle';
      if (!['recycle', 'release'].includes(policy)) throw invalid('RemovePolicy', policy);
      requireIdle(group);
      const members = model.membersOf(group);
      const leaving = idsOf(params).map((id) => members.find((member) => member.id === id) ?? noInstance(id));
      for (const { id } of leaving) {
        model.instances.delete(id);
        if (policy === 'release') model.released.add(id);
      }
      if (params.boolean('DecreaseDesiredCapacity') ?? true) group.desired -= leaving.length;
      const activity = model.log(group, 'A user requests to remove instances.', 'APIs', keyId);
      model.settle(group);
      return { ScalingActivityId: activity };
    },

    SuspendProcesses(params) {
      const group = model.requireGroup(params.required('ScalingGroupId'));
      for (const process of processesOf(params)) group.suspended.add(process);
      return {};
    },

    ResumeProcesses(params) {
      const group = model.requireGroup(params.required('ScalingGroupId'));
      for (const process of processesOf(params)) group.suspended.delete(process);
      return {};
    },

    SetInstancesProtection(params) {
      const group = model.requireGroup(params.required('ScalingGroupId'));
      const from = params.boolean('ProtectedFromScaleIn');
      if (from === undefined) throw invalid('ProtectedFromScaleIn', '');
      const members = model.membersOf(group);
      for (const id of idsOf(params)) {
        const instance = members.find((member) => member.id === id) ?? noInstance(id);
        instance.lifecycle = from ? 'Protected' : 'InService';
      }
      return {};
    },

    StartInstanceRefresh(params) {
      const group = model.requireGroup(params.required('ScalingGroupId'));
      const min = params.number('MinHealthyPercentage') ?? 80;
      const max = params.number('MaxHealthyPercentage') ?? 120;
      const skipMatching = params.boolean('SkipMatching');
      const checkpoints = percentages(params);
      const pause = params.number('CheckpointPauseTime');
      if (min < 0 || min > 100) throw invalid('MinHealthyPercentage', String(min));
      if (max < 100 || max > 200) throw invalid('MaxHealthyPercentage', String(max));
      requireIdle(group);
      model.refreshes.push({
        group: group.id,
        status: 'InProgress',
        min,
        max,
        skipMatching,
        checkpoints,
        pause,
      });
      return { InstanceRefreshTaskId: model.nextId('ir') };
    },

    DescribeInstanceRefreshes(params) {
      const group = params.required('ScalingGroupId');
      const found = model.refreshes.filter((refresh) => refresh.group === group);
      return {
        TotalCount: found.length,
        InstanceRefreshTasks: found.map(({ status }) => ({ Status: status })),
      };
    },

    CreateScheduledTask(params) {
      const group = model.requireGroup(params.required('ScalingGroupId'));
      const name = params.required('ScheduledTaskName');
      const launchTime = params.required('LaunchTime');
      if (!/^[A-Za-z0-9][\w.-]{1,63}$/.test(name)) throw invalid('ScheduledTaskName', name);
      if ([...model.tasks.values()].some((task) => task.name === name)) {
        throw new RpcError(
          400,
          'InvalidScheduledTaskName.Duplicate',
          'The specified name is already in use.',
        );
      }
      const ahead = Date.parse(launchTime) - Date.now();
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(launchTime) || ahead < 0 || ahead > 90 * DAY) {
        throw invalid('LaunchTime', launchTime);
      }
      const retry = params.number('LaunchExpirationTime') ?? 600;
      if (retry < 0 || retry > 1800) throw invalid('LaunchExpirationTime', String(retry));
      const [min, max, desired] = ['MinValue', 'MaxValue', 'DesiredCapacity'].map((each) =>
        params.number(each),
      );
      if (min === undefined && max === undefined && desired === undefined) throw invalid('MinValue', '');
      const id = model.nextId('sct');
      model.tasks.set(id, {
        id,
        name,
        group: group.id,
        launchTime,
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
        ...(desired === undefined ? {} : { desired }),
      });
      return { ScheduledTaskId: id };
    },

    DescribeScheduledTasks(params) {
      const group = params.text('ScalingGroupId');
      const found = [...model.tasks.values()].filter((task) => group === undefined || task.group === group);
      const shown = found.map(({ id, name, launchTime, min, max, desired }) => ({
        ScheduledTaskId: id,
        ScheduledTaskName: name,
        LaunchTime: launchTime,
        ...(min === undefined ? {} : { MinValue: min }),
        ...(max === undefined ? {} : { MaxValue: max }),
        ...(desired === undefined ? {} : { DesiredCapacity: desired }),
      }));
      return page(params, 'ScheduledTasks', shown);
    },

    DeleteScheduledTask(params) {
      if (!model.tasks.delete(params.required('ScheduledTaskId'))) {
        throw new RpcError(
          404,
          'InvalidScheduledTaskId.NotFound',
          'The specified scheduled task does not exist.',
        );
      }
      return {};
    },
  };
  return Object.fromEntries(Object.entries(actions).map(([name, action]) => [`${VERSION}/${name}`, action]));
}

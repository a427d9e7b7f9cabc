import { RpcError } from './rpc-server.ts';

/** What exists in an account of the stand-in. Tests change it behind Skerry's back, as a console would. */
export interface EssInstance {
  id: string;
  region: string;
  zone: string;
  vpc: string;
  running: boolean;
  image: string;
  type: string;
  tags: Record<string, string>;
  /** Id of the group it is a member of. */
  group?: string;
  lifecycle: 'InService' | 'Protected' | 'Standby';
  healthy: boolean;
  creation: 'AutoCreated' | 'Attached';
  entrusted: boolean;
}

export interface EssGroup {
  id: string;
  name: string;
  vpc: string;
  zones: string[];
  active: boolean;
  min: number;
  max: number;
  desired: number;
  suspended: Set<string>;
  tags: Record<string, string>;
  /** ESS has given up scaling it. */
  systemSuspended: boolean;
  /** An activity is running: what can't run beside it is refused. */
  busy: boolean;
}

export interface EssActivity {
  group: string;
  start: Date;
  cause: string;
  source: 'APIs' | 'Cms' | 'Ess';
  sourceId?: string;
  /** It failed by this. */
  error?: string;
  /** It isn't over. */
  running?: boolean;
}

export interface EssTask {
  id: string;
  name: string;
  group: string;
  launchTime: string;
  min?: number;
  max?: number;
  desired?: number;
}

/** Scaling groups that come to their desired capacity at once. */
export class EssModel {
  readonly groups = new Map<string, EssGroup>();
  readonly instances = new Map<string, EssInstance>();
  readonly released = new Set<string>();
  readonly activities: EssActivity[] = [];
  readonly tasks = new Map<string, EssTask>();
  /** Refreshes that were begun, with what they were told. */
  readonly refreshes: { group: string; status: string; [told: string]: unknown }[] = [];
  #count = 0;

  addGroup(given: Partial<EssGroup> & Pick<EssGroup, 'min' | 'max' | 'desired' | 'zones'>): EssGroup {
    const id = this.nextId('asg');
    const group: EssGroup = {
      id,
      name: id,
      vpc: 'vpc-1',
      active: true,
      suspended: new Set(),
      tags: {},
      systemSuspended: false,
      busy: false,
      ...given,
    };
    this.groups.set(group.id, group);
    this.settle(group);
    return group;
  }

  addInstance(given: Partial<EssInstance> = {}): EssInstance {
    const instance: EssInstance = {
      id: this.nextId('i'),
      region: 'cn-hangzhou',
      zone: 'cn-hangzhou-h',
      vpc: 'vpc-1',
      running: true,
      image: 'm-new',
      type: 'ecs.g8i.large',
      tags: {},
      lifecycle: 'InService',
      healthy: true,
      creation: 'AutoCreated',
      entrusted: true,
      ...given,
    };
    this.instances.set(instance.id, instance);
    return instance;
  }

  requireGroup(id: string): EssGroup {
    const group = this.groups.get(id);
    if (group) return group;
    throw new RpcError(404, 'InvalidScalingGroupId.NotFound', 'The specified scaling group does not exist.');
  }

  membersOf(group: EssGroup): EssInstance[] {
    return [...this.instances.values()].filter((instance) => instance.group === group.id);
  }

  /** Instances come and go until there are as many as desired; protected ones and stand-bys stay. */
  settle(group: EssGroup): void {
    if (!group.active) return;
    const members = this.membersOf(group);
    for (let count = members.length; count < group.desired; count += 1) {
      const zone = group.zones[count % group.zones.length] ?? '';
      this.addInstance({ group: group.id, zone, vpc: group.vpc });
    }
    const free = members.filter(({ lifecycle }) => lifecycle === 'InService');
    for (const instance of free.slice(0, Math.max(members.length - group.desired, 0))) this.#letGo(instance);
  }

  log(group: EssGroup, cause: string, source: EssActivity['source'], sourceId?: string): string {
    const activity = { group: group.id, start: new Date(), cause, source };
    this.activities.push(sourceId === undefined ? activity : { ...activity, sourceId });
    return this.nextId('asa');
  }

  nextId(prefix: string): string {
    return `${prefix}-bp1${String((this.#count += 1)).padStart(8, '0')}`;
  }

  /** An attached instance that isn't entrusted only leaves. */
  #letGo(instance: EssInstance): void {
    delete instance.group;
    if (instance.creation === 'Attached' && !instance.entrusted) return;
    this.instances.delete(instance.id);
    this.released.add(instance.id);
  }
}

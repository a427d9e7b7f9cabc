import { SecretParameter } from '@pulumi/alicloud/oos/secretParameter.js';
import { type Input, type Resource, output } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import { PlanError } from '../../plan-error.ts';
import { secretOf } from '../../secrets.ts';
import { siteTags } from '../../tags.ts';
import { type AlicloudContext, within } from './context.ts';
import { type InstanceSecret, SECRET_MAX, instanceSecrets, parameterName, sourceOf } from './secret-names.ts';

/** What a region's instances may read: one parameter each, so that all that run git have the same host keys. */
export class RegionSecrets {
  readonly #context: AlicloudContext;
  readonly #made = new Map<InstanceSecret, Resource>();
  #redisPassword: Input<string> | undefined;

  constructor(context: AlicloudContext) {
    this.#context = context;
  }

  /** Of the region's Redis, once there is one. */
  setRedisPassword(password: Input<string>): void {
    this.#redisPassword = password;
  }

  /** What must be there before the first instance of a group. */
  of(node: GroupNode): Resource[] {
    return instanceSecrets(this.#context.plan, node).map((secret) => {
      const made = this.#made.get(secret) ?? this.#create(secret);
      this.#made.set(secret, made);
      return made;
    });
  }

  #create(secret: InstanceSecret): Resource {
    const { plan, region, component, given } = this.#context;
    const source = sourceOf(plan, secret);
    const value = source === undefined ? this.#redisPassword : secretOf(source, given);
    if (value === undefined) throw new Error(`${region.name}: ${secret} is not known before its Redis`);
    const args = {
      secretParameterName: parameterName(plan, region.name, secret),
      value: output(value).apply((text) => fitting(text, secret)),
      description: `Skerry, ${plan.stack}/${region.name}`,
      tags: siteTags(plan, region.name),
    };
    return new SecretParameter(`${region.name}/${secret}`, args, within(this.#context, component));
  }
}

function fitting(text: string, secret: InstanceSecret): string {
  if (text.length >= 1 && text.length <= SECRET_MAX) return text;
  throw new PlanError(
    `${secret} has ${text.length} characters; a parameter of Alibaba Cloud takes 1 to ${SECRET_MAX}`,
  );
}

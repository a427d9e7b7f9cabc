import { MonitorGroup } from '@pulumi/alicloud/cms/monitorGroup.js';
import { Namespace } from '@pulumi/alicloud/cms/namespace.js';
import type { Output, Resource } from '@pulumi/pulumi';
import { siteTags } from '../../tags.ts';
import { type AlicloudContext, within } from './context.ts';
import { metricNamespace, monitorGroupName } from './metrics.ts';

/** What a region's groups share for their metrics: made where the first of them needs it, below the region. */
export class RegionMonitoring {
  readonly #context: AlicloudContext;
  #namespace: Namespace | undefined;
  #group: MonitorGroup | undefined;

  constructor(context: AlicloudContext) {
    this.#context = context;
  }

  /** Of metrics that rules track. */
  namespace(): Resource {
    const { plan, region, component } = this.#context;
    this.#namespace ??= new Namespace(
      `${region.name}/metrics`,
      {
        namespace: metricNamespace(plan.stack, region.name),
        description: `Skerry, ${plan.stack}/${region.name}`,
      },
      within(this.#context, component),
    );
    return this.#namespace;
  }

  /** Id of the application group of metrics that alarms look at. */
  monitorGroupId(): Output<string> {
    const { plan, region, component } = this.#context;
    this.#group ??= new MonitorGroup(
      `${region.name}/metrics`,
      { monitorGroupName: monitorGroupName(plan, region.name), tags: siteTags(plan, region.name) },
      within(this.#context, component),
    );
    return this.#group.id;
  }
}

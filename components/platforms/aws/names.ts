import { Record } from '@pulumi/aws/route53/record.js';
import { Zone } from '@pulumi/aws/route53/zone.js';
import type { ComponentResource, CustomResourceOptions, Input } from '@pulumi/pulumi';
import { PlanError } from '../../plan-error.ts';
import { dataOptions } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import { type AwsContext, within } from './context.ts';
import { type AliasTarget, aliasRecords, keepsNames } from './names-args.ts';

/** Id of the zone with the site's names; `undefined` where Route 53 keeps none. */
export function createZone(context: AwsContext, parent: ComponentResource): Input<string> | undefined {
  const { plan } = context;
  const { domain } = plan;
  if (!domain || domain.dns.mode === 'none' || !keepsNames(plan)) return undefined;
  const { mode, zone } = domain.dns;
  if (mode === 'managed') {
    const options = within(context, parent, dataOptions(plan.stage));
    return new Zone('dns', { name: domain.name, tags: siteTags(plan) }, options).zoneId;
  }
  if (zone !== undefined) return zone;
  throw new PlanError('skerry:site.domain.zone is missing: dns: existing on aws is a zone that has an id');
}

export function createAlias(
  id: string,
  zoneId: Input<string>,
  name: string,
  target: AliasTarget,
  options: CustomResourceOptions,
): void {
  for (const { type, args } of aliasRecords(zoneId, name, target)) {
    new Record(`${id}/${type}`, args, options);
  }
}

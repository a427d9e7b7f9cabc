import { Parameter } from '@pulumi/aws/ssm/parameter.js';
import type { ComponentResource, Input, Resource } from '@pulumi/pulumi';
import { secretOf } from '../../secrets.ts';
import { siteTags } from '../../tags.ts';
import { type AwsContext, within } from './context.ts';
import { type InstanceSecret, instanceSecrets, parameterName } from './secret-names.ts';

/** A secret where only those who may read exactly this one get it, encrypted by the account's key. */
export function createSecret(
  context: AwsContext,
  secret: InstanceSecret | 'release-signing-key',
  value: Input<string>,
  parent: ComponentResource,
): Parameter {
  const { plan, region } = context;
  return new Parameter(
    `${region.name}/${secret}`,
    {
      name: parameterName(plan, region.name, secret),
      type: 'SecureString',
      // Several host keys are more than the 4 KiB of a standard parameter.
      tier: 'Intelligent-Tiering',
      value,
      tags: siteTags(plan, region.name),
    },
    within(context, parent),
  );
}

/** What the site's secrets give to the instances of a region: the same host keys to all that run git. */
export function createSiteSecrets(context: AwsContext, parent: ComponentResource): Resource[] {
  const { plan, region } = context;
  const wanted = new Set(region.groups.flatMap((group) => instanceSecrets(plan, group)));
  const { tokens } = plan.mirror?.composer ?? {};
  const named: [InstanceSecret, string | undefined][] = [
    ['code-host-tokens', tokens],
    ['git-host-keys', plan.git?.hostKeys],
  ];
  const made = named.flatMap(([secret, name]) =>
    name !== undefined && wanted.has(secret)
      ? [createSecret(context, secret, secretOf(name, context.given), parent)]
      : [],
  );
  // For who publishes releases from within the cloud; instances may not read it.
  if (plan.releases && region.groups.length > 0) {
    const key = secretOf(plan.releases.signingKey, context.given);
    createSecret(context, 'release-signing-key', key, parent);
  }
  return made;
}

import { ScalingGroup, type ScalingGroupArgs } from '../../library/index.ts';
import { Region as AlicloudRegion } from '../../library/alicloud.ts';
import { type ExistingVpc, Region } from '../../library/aws.ts';
import type { CommonRegionArgs } from '../../library/region.ts';
import { nameOf } from '../support/engine/graph.ts';
import { type Registration, registerProgram } from '../support/engine/in-process.ts';

/** What a program of a stack `prod` registers. */
export function programOf(build: () => void): Promise<Registration[]> {
  return registerProgram('prod', () => Promise.resolve(build));
}

const VPC: ExistingVpc = {
  vpcId: 'vpc-1',
  cidr: '10.20.0.0/16',
  instanceSubnets: { 'eu-central-1a': 'subnet-1', 'eu-central-1b': 'subnet-2' },
  edgeSubnets: { 'eu-central-1a': 'subnet-3', 'eu-central-1b': 'subnet-4' },
};

export function awsRegion(
  network: Partial<ExistingVpc> = {},
  common: Partial<CommonRegionArgs> = {},
): Region {
  const account = { id: '123456789012' };
  return new Region('eu-central-1', { account, ...common, network: { ...VPC, ...network } });
}

export function alicloudRegion(): AlicloudRegion {
  return new AlicloudRegion('cn-hangzhou', {
    account: { id: '1234567890123456' },
    network: {
      vpcId: 'vpc-1',
      cidr: '10.20.0.0/16',
      vswitches: { 'cn-hangzhou-i': 'vsw-1', 'cn-hangzhou-j': 'vsw-2' },
    },
  });
}

/** A sound group, with changes. */
export function workers(
  region: ScalingGroupArgs['region'],
  args: Partial<ScalingGroupArgs> = {},
): ScalingGroup {
  return new ScalingGroup('workers', {
    region,
    capacity: { owner: 'iac', min: 2, max: 6, desired: 3 },
    image: 'debian-12',
    instanceTypes: [region.platform === 'aws' ? 'm7i.large' : 'ecs.g8i.large'],
    ...args,
  });
}

export function inputsOf(registered: readonly Registration[], type: string, name: string) {
  const found = registered.find((one) => one.type === type && nameOf(one) === name);
  if (!found) throw new Error(`no ${type} ${name}: ${registered.map((one) => one.urn).join('\n')}`);
  return found.inputs;
}

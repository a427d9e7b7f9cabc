import { alone, resource, type Cases } from '../support/case.ts';

const TEMPLATE = 'aws:ec2/launchTemplate:LaunchTemplate';
const ROLE_POLICY = 'aws:iam/rolePolicy:RolePolicy';
const POLICY = 'aws:iam/policy:Policy';
const RAM = 'alicloud:ram/policy:Policy';
const ROLE = 'aws:iam/role:Role';
const RAM_ROLE = 'alicloud:ram/role:Role';
const PARAMETER = 'aws:ssm/parameter:Parameter';
const SECRET = 'alicloud:oos/secretParameter:SecretParameter';

const allow = (Action: string | string[], Resource: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource, ...more }] });
const CONDITION = { Condition: { StringEquals: { 'cloudwatch:namespace': 'Skerry' } } };
const trust = (Principal: unknown) =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }] });

const role = (policy: unknown) => ({ role: 'r', policy });
const ram = (policyDocument: string) => ({ policyName: 'p', policyDocument });
const keys = (type: string, name: string, region: string, value: string) =>
  type === PARAMETER
    ? resource(type, { name: `/skerry/${name}/${region}/git-host-keys`, type: 'SecureString', value })
    : resource(type, { secretParameterName: `skerry/${name}-${region}/git-host-keys`, value });

export const identityCases: Cases = {
  'identity/metadata-by-token': {
    aws: {
      violating: alone(
        TEMPLATE,
        {},
        { metadataOptions: { httpTokens: 'optional' } },
        { metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 } },
      ),
      conforming: alone(
        TEMPLATE,
        { metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 } },
        { metadataOptions: { httpEndpoint: 'disabled' } },
      ),
    },
  },
  'identity/no-wildcard-actions': {
    aws: {
      violating: [
        ...alone(ROLE_POLICY, role(allow('s3:*', 'arn:aws:s3:::b'))),
        ...alone(POLICY, { policy: allow(['s3:GetObject', '*'], 'arn:aws:s3:::b') }),
      ],
      conforming: alone(ROLE_POLICY, role(allow(['s3:GetObject'], 'arn:aws:s3:::b/*'))),
    },
    alicloud: {
      violating: alone(RAM, ram(allow(['oss:*'], 'acs:oss:*:*:b'))),
      conforming: alone(RAM, ram(allow(['oss:GetObject'], 'acs:oss:*:*:b/*'))),
    },
  },
  'identity/no-wildcard-resources': {
    aws: {
      violating: alone(ROLE_POLICY, role(allow('s3:GetObject', '*'))),
      conforming: alone(
        ROLE_POLICY,
        role(allow('s3:GetObject', 'arn:aws:s3:::b/*')),
        role(allow('s3:ListAllMyBuckets', '*', CONDITION)),
        role(allow('cloudwatch:PutMetricData', '*')),
      ),
    },
    alicloud: {
      violating: alone(RAM, ram(allow(['oss:GetObject', 'cms:PutCustomMetric'], '*'))),
      conforming: alone(RAM, ram(allow(['cms:PutCustomMetric'], '*'))),
    },
  },
  'identity/trust-by-name': {
    aws: {
      violating: alone(ROLE, { assumeRolePolicy: trust({ AWS: '*' }) }),
      conforming: alone(ROLE, { assumeRolePolicy: trust({ Service: 'ec2.amazonaws.com' }) }),
    },
    alicloud: {
      violating: alone(RAM_ROLE, { assumeRolePolicyDocument: trust({ RAM: ['*'] }) }),
      conforming: alone(RAM_ROLE, { assumeRolePolicyDocument: trust({ Service: ['ecs.aliyuncs.com'] }) }),
    },
  },
  'identity/no-static-keys': {
    aws: { violating: alone('aws:iam/accessKey:AccessKey', { user: 'ci' }), conforming: [] },
    alicloud: { violating: alone('alicloud:ram/accessKey:AccessKey', { userName: 'ci' }), conforming: [] },
  },
};

/** All parameters of host keys in a stack are compared, those of several clouds, too; that equal ones conform the shipped stacks show. */
export const hostKeysCases: Cases = {
  'identity/host-keys-shared': {
    aws: { violating: [{ it: keys(PARAMETER, 'a', 'us-east-1', 'three') }], conforming: [] },
    alicloud: {
      violating: [
        { another: keys(SECRET, 'a', 'cn-beijing', 'one'), it: keys(SECRET, 'a', 'cn-hangzhou', 'two') },
      ],
      conforming: [],
    },
  },
};

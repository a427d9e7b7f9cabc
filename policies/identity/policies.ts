import { allowing, type Statement } from '../documents.ts';
import type { Policy, Verdict } from '../policy.ts';
import { hostKeysShared } from './host-keys-shared.ts';

/**
 * Actions that know no resources, so that nothing but `*` can be said, as of 2026-11-22.
 * - AWS: docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 * - Alibaba Cloud: alibabacloud.com/help/en/cms/cloudmonitor-1-0/developer-reference/api-cms-2019-01-01-putcustommetric;
 *   of the other one no table was found, but that CloudMonitor is granted by action alone
 *   (alibabacloud.com/help/en/cloudmonitor/latest/ram-user-authorization)
 */
const WITHOUT_RESOURCES = new Set([
  'cloudwatch:putmetricdata',
  'cms:putcustommetric',
  'cms:puthybridmonitormetricdata',
]);

export const identity: readonly Policy[] = [
  {
    id: 'identity/metadata-by-token',
    severity: 'high',
    summary:
      'An instance’s metadata, and with it its role, is had by a session token alone, on the instance itself.',
    why: 'Else any request that a service can be made to send (to 169.254.169.254) hands out the instance’s rights.',
    remediation: 'Set httpTokens to required and the hop limit to 1.',
    source: 'AWS FSBP EC2.170, and EC2.8 of instances; own for the hop limit',
    judges: {
      'aws:ec2/launchTemplate:LaunchTemplate': ({ metadataOptions }) => {
        if (metadataOptions?.httpEndpoint === 'disabled') return undefined;
        if (metadataOptions?.httpTokens !== 'required') return 'metadata is had without a token';
        const hops = metadataOptions.httpPutResponseHopLimit ?? 1;
        return hops > 1 && `metadata is had ${hops} hops away`;
      },
    },
  },
  {
    id: 'identity/no-wildcard-actions',
    severity: 'high',
    summary: 'Roles are given actions by name, never all of a service.',
    why: 'Who takes an instance over has all that its role has, now and whenever the service gets a new action.',
    remediation: 'Name the actions that are needed.',
    source:
      'AWS FSBP IAM.21, and IAM.1 where all resources are meant as well; so does infraguard ' +
      'ram-policy-no-statements-with-admin-access-check; own for all actions of a service of Alibaba Cloud',
    judges: {
      'aws:iam/policy:Policy': ({ policy }) => wildActions(policy),
      'aws:iam/rolePolicy:RolePolicy': ({ policy }) => wildActions(policy),
      'alicloud:ram/policy:Policy': ({ policyDocument, document }) => wildActions(policyDocument ?? document),
    },
  },
  {
    id: 'identity/no-wildcard-resources',
    severity: 'medium',
    summary: 'Roles are given resources by name.',
    why: 'A right to all of a kind reaches the buckets and groups of everybody else in the account.',
    remediation: 'Name the resources; where an action knows none, restrict it by a condition.',
    source: 'own, after AWS’s least privilege',
    judges: {
      'aws:iam/policy:Policy': ({ policy }) => wildResources(policy),
      'aws:iam/rolePolicy:RolePolicy': ({ policy }) => wildResources(policy),
      'alicloud:ram/policy:Policy': ({ policyDocument, document }) =>
        wildResources(policyDocument ?? document),
    },
  },
  {
    id: 'identity/trust-by-name',
    severity: 'critical',
    summary: 'A role says who may take it.',
    why: 'A role that trusts everybody is every account’s role.',
    remediation: 'Name the service or the account that takes the role.',
    source: 'own; AWS IAM Access Analyzer finds the same once it is deployed',
    judges: {
      'aws:iam/role:Role': ({ assumeRolePolicy }) => trustsAll(assumeRolePolicy),
      'alicloud:ram/role:Role': ({ assumeRolePolicyDocument, document }) =>
        trustsAll(assumeRolePolicyDocument ?? document),
    },
  },
  {
    id: 'identity/no-static-keys',
    severity: 'medium',
    summary: 'Nobody is given keys that hold for ever.',
    why: 'Such a key is copied, logged and forgotten; a role’s are gone within the hour.',
    remediation: 'Use a role; between two clouds, where none counts, rotate the key.',
    source: 'own; AWS FSBP IAM.3 asks for rotation',
    judges: {
      'aws:iam/accessKey:AccessKey': () => 'is a key that holds for ever',
      'alicloud:ram/accessKey:AccessKey': () => 'is a key that holds for ever',
    },
  },
  hostKeysShared,
];

function wildActions(document: unknown): Verdict {
  const wild = allowing(document).flatMap(({ actions }) =>
    actions.filter((one) => /^\*$|^[^:]+:\*$/.test(one)),
  );
  return wild.length > 0 && `allows ${wild.join(', ')}`;
}

function wildResources(document: unknown): Verdict {
  const wild = allowing(document).filter(
    ({ resources, conditions, actions }) =>
      resources.includes('*') && conditions === undefined && !actions.every(knowsNoResource),
  );
  return wild.map(({ actions }: Statement) => `allows ${actions.join(', ')} of everything`);
}

const knowsNoResource = (action: string): boolean => WITHOUT_RESOURCES.has(action.toLowerCase());

function trustsAll(document: unknown): Verdict {
  const open = allowing(document).some(
    ({ principals, conditions }) => principals.includes('*') && conditions === undefined,
  );
  return open && 'trusts everybody';
}

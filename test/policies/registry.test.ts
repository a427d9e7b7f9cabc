import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderPolicies } from '../../policies/document.ts';
import { levelOf } from '../../policies/levels.ts';
import { policies } from '../../policies/registry.ts';
import { typesOf } from '../../policies/policy.ts';
import { cases } from './support/cases.ts';

const STAGES = ['production', 'staging', 'development'] as const;

it('ids and levels are these: a change is one of what stacks are held to', () => {
  const told = policies.map(
    ({ id, severity }) => `${id} (${severity}): ${STAGES.map((stage) => levelOf(id, stage)).join(', ')}`,
  );
  expect(told).toMatchInlineSnapshot(`
    [
      "capacity/bounds-in-order (critical): mandatory, mandatory, mandatory",
      "capacity/room-to-run (high): mandatory, mandatory, mandatory",
      "capacity/desired-within-bounds (high): mandatory, mandatory, mandatory",
      "capacity/two-instances (high): mandatory, advisory, disabled",
      "capacity/desired-left-alone (critical): mandatory, advisory, disabled",
      "capacity/hooks-before-instances (high): mandatory, advisory, disabled",
      "network/two-zones (high): mandatory, advisory, disabled",
      "network/subnets-hold-max (high): mandatory, advisory, disabled",
      "network/private-range (high): mandatory, advisory, disabled",
      "network/subnets-within (high): mandatory, mandatory, mandatory",
      "network/no-overlap (high): mandatory, advisory, disabled",
      "network/default-group-closed (medium): mandatory, advisory, disabled",
      "lb/health-check-on (high): mandatory, advisory, disabled",
      "lb/group-asks-its-balancer (medium): mandatory, advisory, disabled",
      "lb/cross-zone (medium): mandatory, advisory, disabled",
      "lb/deletion-protection (medium): mandatory, disabled, disabled",
      "lb/drains (medium): mandatory, advisory, disabled",
      "lb/two-zones (high): mandatory, advisory, disabled",
      "lb/few-server-groups (high): mandatory, mandatory, mandatory",
      "lb/same-network (critical): mandatory, mandatory, mandatory",
      "exposure/balancers-alone (critical): mandatory, advisory, disabled",
      "exposure/no-remote-administration (critical): mandatory, advisory, disabled",
      "exposure/bucket-blocks-public (critical): mandatory, advisory, disabled",
      "exposure/bucket-not-public (critical): mandatory, advisory, disabled",
      "exposure/instances-without-address (high): mandatory, advisory, disabled",
      "exposure/redis-within-network (critical): mandatory, advisory, disabled",
      "encryption/disks (high): mandatory, advisory, disabled",
      "encryption/buckets (high): mandatory, advisory, disabled",
      "encryption/buckets-by-tls (high): mandatory, advisory, disabled",
      "encryption/redis-at-rest (medium): mandatory, advisory, disabled",
      "encryption/redis-in-transit (high): mandatory, advisory, disabled",
      "encryption/redis-password (high): mandatory, advisory, disabled",
      "encryption/new-tls (high): mandatory, advisory, disabled",
      "encryption/edge-by-tls (high): mandatory, advisory, disabled",
      "encryption/origins-by-new-tls (medium): mandatory, advisory, disabled",
      "encryption/parameters (high): mandatory, advisory, disabled",
      "identity/metadata-by-token (high): mandatory, advisory, disabled",
      "identity/no-wildcard-actions (high): mandatory, advisory, disabled",
      "identity/no-wildcard-resources (medium): mandatory, advisory, disabled",
      "identity/trust-by-name (critical): mandatory, advisory, disabled",
      "identity/no-static-keys (medium): advisory, advisory, disabled",
      "identity/host-keys-shared (high): mandatory, advisory, disabled",
      "durability/bucket-not-destroyed (critical): mandatory, advisory, disabled",
      "durability/bucket-protected (high): mandatory, disabled, disabled",
      "durability/create-if-absent (critical): mandatory, mandatory, mandatory",
      "durability/copies-keep-all (high): mandatory, advisory, disabled",
      "durability/replicas-have-versions (high): mandatory, mandatory, mandatory",
      "durability/redis-second-zone (high): mandatory, advisory, disabled",
      "durability/redis-evicts-nothing (high): mandatory, advisory, disabled",
      "durability/deletion-protection (medium): mandatory, disabled, disabled",
      "cost/spot-has-base (high): mandatory, advisory, disabled",
      "cost/incomplete-uploads-end (low): mandatory, advisory, disabled",
      "cost/old-versions-end (low): mandatory, advisory, disabled",
      "cost/logs-end (low): mandatory, advisory, disabled",
      "tagging/stack-and-region (low): mandatory, advisory, disabled",
      "tagging/group-and-owner (low): mandatory, advisory, disabled",
      "tagging/instances-inherit (low): mandatory, advisory, disabled",
    ]
  `);
});

describe('metadata', () => {
  it('names each policy once', () => {
    expect(new Set(policies.map(({ id }) => id)).size).toBe(policies.length);
  });

  it.each(policies.map((policy) => [policy.id, policy] as const))('is complete: %s', (id, policy) => {
    expect(id).toMatch(/^[a-z]+\/[a-z]+(-[a-z0-9]+)*$/);
    for (const sentence of [policy.summary, policy.why, policy.remediation]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence.length).toBeLessThan(240);
    }
    expect(policy.source).toMatch(/^(own|AWS FSBP [A-Za-z0-9]+\.\d+|infraguard [a-z0-9-]+)/);
    expect(typesOf(policy).length).toBeGreaterThan(0);
  });

  it('names those controls and rules of others that were looked up, and no further ones', () => {
    const named = policies.flatMap(
      ({ source }) => source.match(/\b[A-Z][A-Za-z0-9]*\.\d+\b|\b[a-z]+(-[a-z]+){3,}\b/g) ?? [],
    );
    expect([...new Set(named)].sort()).toMatchInlineSnapshot(`
      [
        "AutoScaling.1",
        "AutoScaling.2",
        "AutoScaling.6",
        "CloudFront.10",
        "CloudFront.15",
        "CloudFront.3",
        "CloudWatch.16",
        "EC2.15",
        "EC2.170",
        "EC2.18",
        "EC2.181",
        "EC2.19",
        "EC2.2",
        "EC2.25",
        "EC2.3",
        "EC2.8",
        "ELB.13",
        "ELB.17",
        "ELB.6",
        "ELB.7",
        "ELB.9",
        "ElastiCache.3",
        "ElastiCache.4",
        "ElastiCache.5",
        "ElastiCache.6",
        "ElastiCache.7",
        "IAM.1",
        "IAM.21",
        "IAM.3",
        "S3.10",
        "S3.13",
        "S3.14",
        "S3.2",
        "S3.3",
        "S3.5",
        "S3.8",
        "alb-instance-multi-zone",
        "ecs-security-group-not-internet-cidr-access",
        "ecs-security-group-risky-ports-check-with-protocol",
        "ess-group-health-check",
        "ess-scaling-configuration-data-disk-encrypted",
        "ess-scaling-configuration-enabled-internet-check",
        "ess-scaling-configuration-system-disk-encrypted",
        "ess-scaling-group-attach-multi-switch",
        "natgateway-delete-protection-enabled",
        "oss-bucket-only-https-enabled",
        "oss-bucket-policy-no-any-anonymous",
        "oss-bucket-public-read-prohibited",
        "oss-bucket-server-side-encryption-enabled",
        "oss-bucket-versioning-enabled",
        "ram-policy-no-statements-with-admin-access-check",
        "redis-instance-multi-zone",
        "redis-instance-open-auth-mode",
        "redis-public-and-any-ip-access-check",
        "slb-all-listener-health-check-enabled",
        "slb-all-listenter-tls-policy-check",
        "slb-delete-protection-enabled",
        "slb-instance-multi-zone",
      ]
    `);
  });
});

const platformOf = (type: string): string => type.replace(/^skerry:local/, 'local').split(':')[0] ?? '';

it('each policy is tried on each platform that it covers, through the engine', () => {
  const covered = policies.flatMap((policy) =>
    [...new Set(typesOf(policy).map(platformOf))].map((platform) => `${policy.id} ${platform}`),
  );
  const tried = Object.entries(cases).flatMap(([id, byPlatform]) =>
    Object.entries(byPlatform).flatMap(([platform, { violating }]) =>
      violating.length > 0 ? [`${id} ${platform}`] : [],
    ),
  );
  expect(tried.sort()).toEqual(covered.sort());
});

it('docs/policies.md tells of them as they are: node policies/publish.ts', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/policies.md'), 'utf8')).toBe(renderPolicies());
});

import { capacityBounds } from './capacity/bounds.ts';
import { capacityOwner } from './capacity/owner.ts';
import { capacityLimit } from './capacity/platform-limit.ts';
import { cdnChecks } from './cdn/edges.ts';
import type { Check } from './check.ts';
import { accountMissing } from './account/missing.ts';
import { certificateChecks } from './domain/certificate.ts';
import { gitNotOnLocal } from './git/platform.ts';
import { imageUnknown } from './group/image.ts';
import { machineChecks } from './group/machine.ts';
import { workloadNeeds } from './group/workload.ts';
import { denyLimit } from './load-balancer/deny-limit.ts';
import { balancerPlatform } from './load-balancer/platform.ts';
import { listenerChecks } from './load-balancer/listeners.ts';
import { upstreamChecks } from './mirror/upstream.ts';
import { cidrChecks } from './network/cidr.ts';
import { cidrOverlap } from './network/overlap.ts';
import { zoneChecks } from './network/zones.ts';
import { platformWords } from './platform/words.ts';
import { redisSize } from './redis/size.ts';
import { referenceChecks } from './reference/references.ts';
import { regionUnknown } from './region/unknown.ts';
import { ruleChanges } from './rule/change.ts';
import { ruleKinds } from './rule/kind.ts';
import { rulePlatform } from './rule/platform.ts';
import { ruleSteps } from './rule/steps.ts';
import { scheduleChecks } from './schedule/time.ts';
import { secretMissing } from './secret/missing.ts';

/** Every rule. To add one: a file that exports it, or a row in a table of its family, and its name here. */
export const checks: readonly Check[] = [
  ...capacityBounds,
  ...capacityOwner,
  capacityLimit,
  regionUnknown,
  ...zoneChecks,
  ...cidrChecks,
  cidrOverlap,
  ...referenceChecks,
  ...workloadNeeds,
  ...machineChecks,
  ...listenerChecks,
  ...balancerPlatform,
  denyLimit,
  ...cdnChecks,
  ...upstreamChecks,
  imageUnknown,
  redisSize,
  gitNotOnLocal,
  ...ruleKinds,
  ...ruleChanges,
  ...ruleSteps,
  ...rulePlatform,
  ...scheduleChecks,
  accountMissing,
  ...certificateChecks,
  secretMissing,
  ...platformWords,
];

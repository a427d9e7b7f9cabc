import { capacityBounds } from './capacity/bounds.ts';
import { capacityOwner } from './capacity/owner.ts';
import { capacityMovers } from './capacity/movers.ts';
import { capacityLimit } from './capacity/platform-limit.ts';
import { zeroChecks } from './capacity/zero.ts';
import { accessUnused } from './cdn/access.ts';
import { cdnChecks } from './cdn/edges.ts';
import { originListeners } from './cdn/listeners.ts';
import type { Check } from './check.ts';
import { accountMissing } from './account/missing.ts';
import { alertTarget } from './alerts/target.ts';
import { backupChecks } from './bucket/backup.ts';
import { bucketUses } from './bucket/use.ts';
import { certificateChecks } from './domain/certificate.ts';
import { dnsChecks } from './domain/dns.ts';
import { gitNotOnLocal } from './git/platform.ts';
import { attachChecks } from './group/attach.ts';
import { imageUnknown } from './group/image.ts';
import { instanceTypeOfPlatform } from './group/instance-types.ts';
import { machineChecks } from './group/machine.ts';
import { quotaChecks } from './group/quotas.ts';
import { spotWithoutBase } from './group/spot.ts';
import { spreadChecks } from './group/spread.ts';
import { groupTimes } from './group/times.ts';
import { upkeepChecks } from './group/upkeep.ts';
import { workloadNeeds } from './group/workload.ts';
import { denyLimit } from './load-balancer/deny-limit.ts';
import { denyChecks } from './load-balancer/deny.ts';
import { healthSuspended } from './load-balancer/suspended.ts';
import { hookChecks } from './lifecycle/hooks.ts';
import { lifecycleSense } from './lifecycle/sense.ts';
import { toldChecks } from './lifecycle/told.ts';
import { balancerPlatform } from './load-balancer/platform.ts';
import { balancerTimes } from './load-balancer/health.ts';
import { listenerChecks } from './load-balancer/listeners.ts';
import { tlsChecks } from './load-balancer/tls.ts';
import { weightChecks } from './load-balancer/weights.ts';
import { upstreamChecks } from './mirror/upstream.ts';
import { upstreamAddresses } from './mirror/address.ts';
import { addressChecks } from './network/addresses.ts';
import { cidrChecks } from './network/cidr.ts';
import { cidrOverlap } from './network/overlap.ts';
import { zonesOfStage } from './network/stage.ts';
import { zoneChecks } from './network/zones.ts';
import { platformWords } from './platform/words.ts';
import { redisSize } from './redis/size.ts';
import { referenceChecks } from './reference/references.ts';
import { otherPartition, regionUnknown } from './region/unknown.ts';
import { mainlandChecks } from './region/mainland.ts';
import { signingKeyChecks } from './release/signing-key.ts';
import { ruleChanges } from './rule/change.ts';
import { ruleFight } from './rule/fight.ts';
import { ruleKinds } from './rule/kind.ts';
import { rulePlatform } from './rule/platform.ts';
import { ruleSense } from './rule/sense.ts';
import { ruleSteps } from './rule/steps.ts';
import { scheduleBounds } from './schedule/bounds.ts';
import { scheduleDays } from './schedule/days.ts';
import { scheduleNames } from './schedule/names.ts';
import { scheduleRenewal } from './schedule/renewed.ts';
import { scheduleContradiction } from './schedule/together.ts';
import { scheduleChecks } from './schedule/time.ts';
import { secretMissing } from './secret/missing.ts';

/** Every rule. To add one: a file that exports it, or a row in a table of its family, and its name here. */
export const checks: readonly Check[] = [
  ...capacityBounds,
  ...capacityOwner,
  capacityLimit,
  ...capacityMovers,
  ...zeroChecks,
  regionUnknown,
  otherPartition,
  ...zoneChecks,
  zonesOfStage,
  ...cidrChecks,
  cidrOverlap,
  ...addressChecks,
  ...referenceChecks,
  ...backupChecks,
  ...bucketUses,
  ...mainlandChecks,
  ...workloadNeeds,
  ...machineChecks,
  instanceTypeOfPlatform,
  ...spreadChecks,
  spotWithoutBase,
  ...groupTimes,
  ...quotaChecks,
  ...upkeepChecks,
  ...attachChecks,
  ...hookChecks,
  ...lifecycleSense,
  ...toldChecks,
  ...listenerChecks,
  ...balancerPlatform,
  ...balancerTimes,
  ...tlsChecks,
  ...weightChecks,
  denyLimit,
  ...denyChecks,
  healthSuspended,
  ...cdnChecks,
  ...originListeners,
  accessUnused,
  ...upstreamChecks,
  ...upstreamAddresses,
  imageUnknown,
  redisSize,
  gitNotOnLocal,
  ...ruleKinds,
  ...ruleChanges,
  ...ruleSteps,
  ...rulePlatform,
  ruleFight,
  ...ruleSense,
  ...scheduleChecks,
  ...scheduleBounds,
  ...scheduleDays,
  scheduleContradiction,
  scheduleNames,
  ...scheduleRenewal,
  accountMissing,
  ...signingKeyChecks,
  ...certificateChecks,
  ...dnsChecks,
  alertTarget,
  secretMissing,
  ...platformWords,
];

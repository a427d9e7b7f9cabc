import { type Input, type Output, output } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import { bootKit } from '../../boot/kit.ts';
import { releaseKey } from '../../boot/public-key.ts';
import { userData } from './boot-args.ts';
import type { AlicloudContext } from './context.ts';
import type { WorkPlace } from './workload-settings.ts';

/** What of an instance's surroundings becomes known only when they are there. */
export interface BootGround {
  scalingGroupId: Input<string>;
  hookIds: Input<string>[];
  mirrorsUrl: Input<string> | undefined;
  filesUrl: Input<string> | undefined;
  redis: { host: Input<string>; port: Input<number> } | undefined;
  monitorGroupId: Input<string> | undefined;
}

/** User data of a group's instances, once what it names is known. */
export function bootData(context: AlicloudContext, node: GroupNode, ground: BootGround): Output<string> {
  const { plan } = context;
  const { scalingGroupId, hookIds, ...surroundings } = ground;
  return output({ publicKey: releaseKey(plan, context.given), scalingGroupId, hookIds, surroundings }).apply(
    (known) => {
      const { mirrorsUrl, filesUrl, redis, monitorGroupId } = known.surroundings;
      const place: WorkPlace = {
        ...(mirrorsUrl !== undefined && { mirrorsUrl }),
        ...(filesUrl !== undefined && { filesUrl }),
        ...(redis && { redis }),
      };
      const facts = {
        publicKey: known.publicKey,
        scalingGroupId: known.scalingGroupId,
        hookIds: known.hookIds,
        ...(monitorGroupId !== undefined && { monitorGroupId }),
      };
      return userData(plan, node, { ...facts, kit: bootKit(), place });
    },
  );
}

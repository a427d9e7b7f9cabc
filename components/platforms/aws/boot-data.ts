import { type Output, output } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import { bootKit } from '../../boot/kit.ts';
import { releaseKey } from '../../boot/public-key.ts';
import { userData } from './boot-args.ts';
import type { AwsContext } from './context.ts';
import { type WorkGround, workloadSettings } from './workload-settings.ts';

/** User data of a group's instances, once the addresses in it are known. */
export function bootData(context: AwsContext, node: GroupNode, ground: WorkGround): Output<string> {
  const { plan } = context;
  const addresses = {
    mirrorsUrl: ground.mirrorsUrl,
    filesUrl: ground.filesUrl,
    redisHost: ground.redisHost,
  };
  return output({ publicKey: releaseKey(plan, context.given), addresses }).apply((known) =>
    userData(plan, node, {
      kit: bootKit(),
      publicKey: known.publicKey,
      settings: workloadSettings(plan, node, known.addresses),
    }),
  );
}

import { join } from 'node:path';
import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import type { KitFile } from '../../boot/kit.ts';
import { agentInstance, bootData, kitFiles } from '../../boot/settings.ts';
import { bucketNode } from '../../lookup.ts';
import { PlanError } from '../../plan-error.ts';
import { bucketHost, bucketName } from './bucket-args.ts';
import { metricsSettings } from './metrics.ts';
import { instanceSecrets, parameterName, secretFile } from './secret-names.ts';
import { storeOf } from './store.ts';
import { type WorkPlace, workloadSettings } from './workload-settings.ts';

const SCRIPT = join(import.meta.dirname, 'boot/boot.py');

/** What is known of an instance when it starts; the rest it asks the metadata service for. */
export interface BootFacts {
  kit: readonly KitFile[];
  publicKey: string;
  scalingGroupId: string;
  /** Ids of the hooks that it completes itself: the user's own are completed by whom they tell. */
  hookIds: string[];
  place: WorkPlace;
  /** Application group of metrics that alarms look at, where any do. */
  monitorGroupId?: string;
}

/** Everything that boot.py reads: names and digests, never a secret. */
export function bootSettings(plan: Plan, node: GroupNode, facts: BootFacts) {
  if (node.releaseBucket === undefined)
    throw new PlanError(`${node.id}: no bucket of the site holds its releases`);
  const bucket = bucketNode(plan, node.releaseBucket);
  const name = bucketName(plan, bucket);
  const where = bucket.region === node.region ? 'internal' : 'public';
  const service = (product: string) => `https://${product}-vpc.${node.region}.aliyuncs.com`;
  return {
    metadata: 'http://100.100.100.200',
    region: node.region,
    user: 'skerry',
    store: {
      endpoint: `https://${bucketHost(name, bucket.region, where)}`,
      region: bucket.region,
      bucket: name,
    },
    oos: service('oos'),
    ess: service('ess'),
    group: facts.scalingGroupId,
    hooks: facts.hookIds,
    stop: ['systemctl', 'stop', 'skerry-agent.service'],
    files: kitFiles(facts.kit),
    parameters: Object.fromEntries(
      instanceSecrets(plan, node).map((secret) => [
        parameterName(plan, node.region, secret),
        secretFile(secret),
      ]),
    ),
    instanceFile: '/etc/skerry/instance.json',
    instance: agentInstance(node, {
      store: storeOf(plan, bucket, node.region),
      publicKey: facts.publicKey,
      settings: workloadSettings(plan, node, facts.place),
      metrics: metricsSettings(plan, node, facts.monitorGroupId),
    }),
  };
}

/** In base64, as the service keeps it: what it is given otherwise it would tell back as another text. */
export function userData(plan: Plan, node: GroupNode, facts: BootFacts): string {
  const text = bootData(SCRIPT, bootSettings(plan, node, facts), node.drainSeconds);
  return Buffer.from(text).toString('base64');
}

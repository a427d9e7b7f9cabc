import { join } from 'node:path';
import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import type { KitFile } from '../../boot/kit.ts';
import { agentInstance, bootData, kitFiles } from '../../boot/settings.ts';
import { bucketNode } from '../../lookup.ts';
import { PlanError } from '../../plan-error.ts';
import { groupName } from './group-name.ts';
import { metricsSettings } from './metrics.ts';
import { instanceSecrets, parameterName, secretFile } from './secret-names.ts';
import { storeOf } from './store.ts';

const SCRIPT = join(import.meta.dirname, 'boot/boot.py');

/** What is known of an instance when it starts; the rest it asks the metadata service for. */
export interface BootFacts {
  kit: readonly KitFile[];
  publicKey: string;
  settings: object;
}

/** Everything that boot.py reads: names and digests, never a secret. */
export function bootSettings(plan: Plan, node: GroupNode, { kit, publicKey, settings }: BootFacts) {
  if (node.releaseBucket === undefined)
    throw new PlanError(`${node.id}: no bucket of the site holds its releases`);
  const store = storeOf(plan, bucketNode(plan, node.releaseBucket));
  const secrets = instanceSecrets(plan, node);
  const service = (name: string) => `https://${name}.${node.region}.amazonaws.com`;
  return {
    metadata: 'http://169.254.169.254',
    region: node.region,
    user: 'skerry',
    store: { endpoint: `https://${store.bucket}.s3.${store.region}.amazonaws.com`, region: store.region },
    ssm: service('ssm'),
    autoscaling: service('autoscaling'),
    group: groupName(plan, node),
    hooks: { boot: 'boot', drain: 'drain' },
    stop: ['systemctl', 'stop', 'skerry-agent.service'],
    files: kitFiles(kit),
    parameters: Object.fromEntries(
      secrets.map((secret) => [parameterName(plan, node.region, secret), secretFile(secret)]),
    ),
    instanceFile: '/etc/skerry/instance.json',
    instance: agentInstance(node, {
      store,
      publicKey,
      settings,
      metrics: metricsSettings(plan, node.region),
    }),
  };
}

export function userData(plan: Plan, node: GroupNode, facts: BootFacts): string {
  return bootData(SCRIPT, bootSettings(plan, node, facts), node.drainSeconds);
}

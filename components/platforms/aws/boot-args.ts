import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudInit } from '../../boot/cloud-init.ts';
import type { KitFile } from '../../boot/kit.ts';
import { BOOT_UNITS, bootUnits } from '../../boot/units.ts';
import { bucketNode } from '../../lookup.ts';
import { PlanError } from '../../plan-error.ts';
import { WORKLOAD_PORT } from '../../ports.ts';
import { groupName } from './group-name.ts';
import { instanceSecrets, parameterName, secretFile } from './secret-names.ts';
import { storeOf } from './store.ts';

/** Bytes of user data, before they are put into base64. */
const USER_DATA_MAX = 16_384;

const AGENT_PORT = 9100;

/** Seconds between an agent's looks at the newest release. */
const POLL_SECONDS = 10;

const SCRIPT = join(import.meta.dirname, 'boot/boot.py');

const PLACES: Record<KitFile['name'], { path: string; mode: string }> = {
  agent: { path: '/opt/skerry/agent.js', mode: '0644' },
  node: { path: '/opt/skerry/node', mode: '0755' },
};

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
    files: kit.map(({ name, key, sha256 }) => ({ key, sha256, ...PLACES[name] })),
    parameters: Object.fromEntries(
      secrets.map((secret) => [parameterName(plan, node.region, secret), secretFile(secret)]),
    ),
    instanceFile: '/etc/skerry/instance.json',
    instance: {
      region: node.region,
      group: node.id,
      workload: node.workload,
      port: WORKLOAD_PORT,
      agentPort: AGENT_PORT,
      stateDir: '/var/lib/skerry',
      release: { store, channel: 'services', publicKey, pollSeconds: POLL_SECONDS },
      drainSeconds: node.drainSeconds,
      settings,
    },
  };
}

export function userData(plan: Plan, node: GroupNode, facts: BootFacts): string {
  const files = [
    { path: '/opt/skerry/boot.py', content: readFileSync(SCRIPT, 'utf8') },
    { path: '/etc/skerry/boot.json', content: JSON.stringify(bootSettings(plan, node, facts)) },
    ...bootUnits(node.drainSeconds),
  ];
  return cloudInit(files, BOOT_UNITS, USER_DATA_MAX);
}

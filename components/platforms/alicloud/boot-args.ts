import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudInit } from '../../boot/cloud-init.ts';
import type { KitFile } from '../../boot/kit.ts';
import { BOOT_UNITS, bootUnits } from '../../boot/units.ts';
import { bucketNode } from '../../lookup.ts';
import { PlanError } from '../../plan-error.ts';
import { WORKLOAD_PORT } from '../../ports.ts';
import { bucketHost, bucketName } from './bucket-args.ts';
import { instanceSecrets, parameterName, secretFile } from './secret-names.ts';
import { CREDENTIALS_FILE, storeOf } from './store.ts';
import { type WorkPlace, workloadSettings } from './workload-settings.ts';

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
  scalingGroupId: string;
  /** Ids of the hooks that it completes itself: the user's own are completed by whom they tell. */
  hookIds: string[];
  place: WorkPlace;
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
    credentialsFile: CREDENTIALS_FILE,
    oos: service('oos'),
    ess: service('ess'),
    group: facts.scalingGroupId,
    hooks: facts.hookIds,
    stop: ['systemctl', 'stop', 'skerry-agent.service'],
    files: facts.kit.map(({ name: file, key, sha256 }) => ({ key, sha256, ...PLACES[file] })),
    parameters: Object.fromEntries(
      instanceSecrets(plan, node).map((secret) => [
        parameterName(plan, node.region, secret),
        secretFile(secret),
      ]),
    ),
    instanceFile: '/etc/skerry/instance.json',
    instance: {
      region: node.region,
      group: node.id,
      workload: node.workload,
      port: WORKLOAD_PORT,
      agentPort: AGENT_PORT,
      stateDir: '/var/lib/skerry',
      release: {
        store: storeOf(plan, bucket, node.region),
        channel: 'services',
        publicKey: facts.publicKey,
        pollSeconds: POLL_SECONDS,
      },
      drainSeconds: node.drainSeconds,
      settings: workloadSettings(plan, node, facts.place),
    },
  };
}

/** In base64, as the service keeps it: what it is given otherwise it would tell back as another text. */
export function userData(plan: Plan, node: GroupNode, facts: BootFacts): string {
  const files = [
    { path: '/opt/skerry/boot.py', content: readFileSync(SCRIPT, 'utf8') },
    { path: '/etc/skerry/boot.json', content: JSON.stringify(bootSettings(plan, node, facts)) },
    ...bootUnits(node.drainSeconds),
  ];
  return Buffer.from(cloudInit(files, BOOT_UNITS, USER_DATA_MAX)).toString('base64');
}

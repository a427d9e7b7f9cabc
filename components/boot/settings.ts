import { readFileSync } from 'node:fs';
import type { GroupNode } from '../../topology/plan/plan.ts';
import { WORKLOAD_PORT } from '../ports.ts';
import { cloudInit } from './cloud-init.ts';
import type { KitFile } from './kit.ts';
import { BOOT_UNITS, bootUnits } from './units.ts';

/** Bytes of user data, before they are put into base64; of ECS and of EC2 alike. */
const USER_DATA_MAX = 16_384;

const AGENT_PORT = 9100;

/** Seconds between an agent's looks at the newest release. */
const POLL_SECONDS = 10;

const PLACES: Record<KitFile['name'], { path: string; mode: string }> = {
  agent: { path: '/opt/skerry/agent.js', mode: '0644' },
  node: { path: '/opt/skerry/node', mode: '0755' },
};

/** What an instance fetches first, and where it puts it. */
export function kitFiles(kit: readonly KitFile[]) {
  return kit.map(({ name, key, sha256 }) => ({ key, sha256, ...PLACES[name] }));
}

export interface AgentFacts {
  /** How the bucket with the group's releases is reached. */
  store: object;
  publicKey: string;
  settings: object;
  /** How it tells what rules and alarms ask for; absent: nobody asks. */
  metrics?: object | undefined;
}

/** The agent's configuration, but for what an instance learns of itself. */
export function agentInstance(node: GroupNode, { store, publicKey, settings, metrics }: AgentFacts) {
  return {
    region: node.region,
    group: node.id,
    workload: node.workload,
    port: WORKLOAD_PORT,
    agentPort: AGENT_PORT,
    stateDir: '/var/lib/skerry',
    release: { store, channel: 'services', publicKey, pollSeconds: POLL_SECONDS },
    drainSeconds: node.drainSeconds,
    ...(metrics && { metrics }),
    settings,
  };
}

/** User data that runs a cloud's script under these settings. */
export function bootData(script: string, settings: object, drainSeconds: number): string {
  const files = [
    { path: '/opt/skerry/boot.py', content: readFileSync(script, 'utf8') },
    { path: '/etc/skerry/boot.json', content: JSON.stringify(settings) },
    ...bootUnits(drainSeconds),
  ];
  return cloudInit(files, BOOT_UNITS, USER_DATA_MAX);
}

import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { InstanceConfig } from '../../../services/agent/instance-config.ts';
import { drainEverywhere, removeStrangers } from '../balancer/drain.ts';
import { addMembers, awaitMember } from '../balancer/members.ts';
import { instanceAddress } from '../network/address-plan.ts';
import { awaitReady, refuseTakenPorts } from '../parts/ready.ts';
import type { Probe } from '../parts/probe.ts';
import { listRecords, readRecord, removeFolder, writeRecord } from '../parts/record.ts';
import type { FoundPart } from '../parts/record.ts';
import { withLock } from '../process/lock.ts';
import type { ScalingGroupInputs } from '../resources.ts';
import { writeIfChanged } from '../state/files.ts';
import { machineLock, partFolder, partId, physical } from '../state/layout.ts';
import { daemonNode } from '../state/program.ts';
import { orUndo } from '../state/undo.ts';
import { disableService, enableService, writeService } from '../supervisor/service.ts';
import type { InstanceDeclaration } from './declaration.ts';
import { listInstances, observeInstances } from './observe.ts';

export const AGENT_PORT = 9100;
/** An instance fetches its release and starts its workload before it is healthy. */
const HEALTHY_TIMEOUT_MS = 120_000;
/** The agent's own time, beyond what its workload may take to stop. */
const STOP_MARGIN_SECONDS = 10;

/** What all instances of a group are started with. */
export interface InstanceTemplate {
  group: string;
  inputs: ScalingGroupInputs;
  /** The configuration but for what is each instance's own. */
  config: Omit<InstanceConfig, 'id' | 'zone' | 'address' | 'stateDir'>;
  /** Path of the agent's program. */
  agent: string;
  /** Parts' ids of the group's balancers. */
  loadBalancers: string[];
}

export function fingerprintOf({ config, agent }: Pick<InstanceTemplate, 'config' | 'agent'>): string {
  return createHash('sha256')
    .update(JSON.stringify([config, agent]))
    .digest('hex')
    .slice(0, 16);
}

/** Starts one more instance and puts it into service. On failure nothing of it stays. */
export async function addInstance(stateDir: string, template: InstanceTemplate, zone: string): Promise<void> {
  const part = await claimInstance(stateDir, template, zone);
  await orUndo(
    `remove ${part.id}`,
    () => startInstance(stateDir, template, part),
    () => removeInstance(stateDir, template, part.name),
  );
}

/** Brings an instance into service that has its record, whatever else an interrupted run has left of it. */
export async function resumeInstance(
  stateDir: string,
  template: InstanceTemplate,
  name: string,
): Promise<void> {
  const part = await readRecord(stateDir, instanceId(template, name));
  if (part) await startInstance(stateDir, template, part);
}

/** Out of the balancers, then stopped by SIGTERM, then gone. Repeatable. */
export async function removeInstance(
  stateDir: string,
  { inputs }: Pick<InstanceTemplate, 'inputs'>,
  name: string,
): Promise<void> {
  const id = instanceId({ inputs }, name);
  const part = await readRecord(stateDir, id);
  if (!part) return;
  const declaration = part.inputs as InstanceDeclaration;
  await writeRecord(stateDir, { ...part, inputs: { ...declaration, draining: true } });
  // One that has never been in service has nothing to finish.
  const seconds = part.phase === 'ready' ? inputs.drainSeconds : 0;
  await drainEverywhere(stateDir, name, declaration.loadBalancers, seconds);
  await disableService(stateDir, id, (seconds + STOP_MARGIN_SECONDS) * 1000);
  await removeFolder(stateDir, id);
}

/**
 * Brings the instances in service to the group's present balancers, then takes them from the others. What an
 * interrupted run has left half done is found in the balancers themselves.
 */
export async function moveToBalancers(stateDir: string, template: InstanceTemplate): Promise<void> {
  const { group, loadBalancers, inputs } = template;
  for (const part of await listInstances(stateDir, group)) {
    const declaration = part.inputs as InstanceDeclaration;
    await writeRecord(stateDir, { ...part, inputs: { ...declaration, loadBalancers } });
  }
  for (const balancer of loadBalancers) await addMembers(stateDir, balancer);
  // One that is ill by itself, now, can be up nowhere.
  const able = (await observeInstances(stateDir, group)).filter(
    ({ state, healthy }) => state === 'running' && healthy,
  );
  for (const balancer of loadBalancers) {
    for (const { id } of able) await awaitMember(stateDir, balancer, id);
  }
  await removeStrangers(stateDir, group, inputs.drainSeconds);
}

async function startInstance(stateDir: string, template: InstanceTemplate, part: FoundPart): Promise<void> {
  const { id, name, address = '' } = part;
  const declaration = part.inputs as InstanceDeclaration;
  const folder = physical(partFolder(stateDir, id));
  await refuseTakenPorts(id, folder, address, [template.inputs.port, AGENT_PORT]);
  const config: InstanceConfig = {
    ...template.config,
    id: `${template.inputs.region}/${template.inputs.name}/${name}`,
    zone: declaration.zone,
    address,
    stateDir: join(folder, 'agent'),
  };
  await writeIfChanged(join(folder, 'instance.json'), `${JSON.stringify(config, undefined, 2)}\n`);
  await writeService(stateDir, id, {
    argv: [daemonNode(), template.agent, '../instance.json'],
    openFiles: 16_384,
  });
  await enableService(stateDir, id);
  await awaitReady(stateDir, id, healthProbe(address, template.inputs.port), HEALTHY_TIMEOUT_MS);
  // Not the balancers that it was claimed for: an interrupted run may have had others.
  const inputs: InstanceDeclaration = { ...declaration, loadBalancers: template.loadBalancers };
  await writeRecord(stateDir, { ...part, phase: 'ready', inputs });
  for (const balancer of template.loadBalancers) await addMembers(stateDir, balancer);
  for (const balancer of template.loadBalancers) await awaitMember(stateDir, balancer, name);
}

/** Gives an instance its name and address, on record before anything of it runs. */
async function claimInstance(stateDir: string, template: InstanceTemplate, zone: string): Promise<FoundPart> {
  const { region, network, zones, port, workload } = template.inputs;
  return await withLock(machineLock(stateDir), async () => {
    const taken = new Set((await listRecords(stateDir)).flatMap(({ address }) => address ?? []));
    const address = instanceAddress(network, zones.indexOf(zone), taken);
    const name = `i-${randomBytes(3).toString('hex')}`;
    const declaration: InstanceDeclaration = {
      group: template.group,
      workload,
      zone,
      fingerprint: fingerprintOf(template),
      created: new Date().toISOString(),
      loadBalancers: template.loadBalancers,
      draining: false,
    };
    const id = instanceId(template, name);
    const target = healthProbe(address, port);
    const part: FoundPart = {
      version: 1,
      id,
      kind: 'instance',
      region,
      name,
      phase: 'creating',
      address,
      port,
      probe: target,
      inputs: declaration,
    };
    await writeRecord(stateDir, part);
    return part;
  });
}

const healthProbe = (address: string, port: number): Probe => ({
  type: 'http',
  url: `http://${address}:${port}/healthz`,
});

const instanceId = ({ inputs }: Pick<InstanceTemplate, 'inputs'>, name: string): string =>
  partId.instance(inputs.region, inputs.name, name);

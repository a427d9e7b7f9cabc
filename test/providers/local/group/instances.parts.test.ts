import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeCapacity } from '../../../../providers/local/group/capacity.ts';
import { addInstance, resumeInstance } from '../../../../providers/local/group/instances.ts';
import type { InstanceTemplate } from '../../../../providers/local/group/instances.ts';
import { countAtWork, listInstances, observeInstances } from '../../../../providers/local/group/observe.ts';
import { removeOrphans } from '../../../../providers/local/group/orphans.ts';
import { scalingGroup } from '../../../../providers/local/group/scaling-group.ts';
import { writeRecord } from '../../../../providers/local/parts/record.ts';
import { processesIn } from '../../../../providers/local/process/procfs.ts';
import { sweep } from '../../../../providers/local/process/sweep.ts';
import type { ScalingGroupInputs } from '../../../../providers/local/resources.ts';
import { partFolder, serviceName, servicesFolder } from '../../../../providers/local/state/layout.ts';
import { bootMachine } from '../../../../providers/local/supervisor/machine.ts';
import { freeLoopbackAddress } from '../../../support/loopback.ts';
import { BalancedStack } from '../balancer/haproxy.ts';

const GROUP = 'local-1/group-serve';

/** In place of the agent: healthy as soon as it runs. */
const AGENT = `
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
const { address } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
createServer((_request, response) => response.end()).listen(8080, address);
`;

let stack: BalancedStack;
let stateDir = '';
let front = '';
let inputs: ScalingGroupInputs;

const template = (...loadBalancers: string[]): InstanceTemplate =>
  ({
    group: GROUP,
    inputs,
    config: {},
    agent: join(stateDir, 'agent.mjs'),
    loadBalancers,
  }) as unknown as InstanceTemplate;

beforeEach(async () => {
  stack = new BalancedStack();
  stateDir = stack.stateDir;
  front = await stack.addBalancer('front');
  const network = (await freeLoopbackAddress(8080)).replace(/^127\.(\d+)\..*$/, '127.$1.0.0/16');
  const zones = ['local-1a'];
  inputs = {
    region: 'local-1',
    name: 'serve',
    network,
    zones,
    port: 8080,
    drainSeconds: 0,
  } as ScalingGroupInputs;
  writeFileSync(join(stateDir, 'agent.mjs'), AGENT);
  await bootMachine(stateDir);
  await addInstance(stateDir, template(front), 'local-1a');
});
afterEach(async () => {
  await sweep(stateDir);
  await stack.close();
});

test('an instance that lost its service is to be started again, and is a member of the balancers of now', async () => {
  const [part] = await listInstances(stateDir, GROUP);
  if (!part) throw new Error('there is no instance');
  expect(await countAtWork(stateDir, GROUP)).toBe(1);
  rmSync(join(servicesFolder(stateDir), serviceName(part.id)));
  expect(await countAtWork(stateDir, GROUP)).toBe(0);
  expect(await observeInstances(stateDir, GROUP)).toMatchObject([{ id: part.name, state: 'starting' }]);

  const back = await stack.addBalancer('back');
  await resumeInstance(stateDir, template(back), part.name);
  expect(await countAtWork(stateDir, GROUP)).toBe(1);
  expect(await stack.states(back)).toEqual({ [part.name]: 'UP' });
});

test('a refresh finds the capacity of now, and how many instances are missing', async () => {
  const capacity = { owner: 'iac', min: 0, max: 3, desired: 2 } as const;
  const common = { version: 1, id: GROUP, kind: 'group', region: 'local-1', name: 'serve' } as const;
  await writeRecord(stateDir, { ...common, phase: 'ready', inputs: { ...inputs, capacity } });
  await writeCapacity(stateDir, GROUP, { min: 0, max: 4, desired: 2 });
  const read = () => scalingGroup.read({ stateDir, root: stateDir }, GROUP, { ...inputs, capacity });
  const found = { ...inputs, capacity: { ...capacity, max: 4 } };
  expect(await read()).toEqual({ inputs: found, outputs: { ...found, missing: 1 } });
  await writeCapacity(stateDir, GROUP, { min: 0, max: 4, desired: 1 });
  expect((await read())?.outputs).not.toHaveProperty('missing');
});

test('an instance whose folder somebody has removed gives its address back', async () => {
  const [part] = await listInstances(stateDir, GROUP);
  if (!part) throw new Error('there is no instance');
  const folder = partFolder(stateDir, part.id);
  rmSync(folder, { recursive: true });
  expect(await countAtWork(stateDir, GROUP)).toBe(0);
  await removeOrphans(stateDir, GROUP);
  expect(processesIn(folder)).toEqual([]);
  await addInstance(stateDir, template(front), 'local-1a');
  const [successor] = await listInstances(stateDir, GROUP);
  expect(successor?.address).toBe(part.address);
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adminCommand } from '../../../../providers/local/balancer/admin-socket.ts';
import { drainEverywhere, drainMember, removeStrangers } from '../../../../providers/local/balancer/drain.ts';
import { addMembers, awaitMember } from '../../../../providers/local/balancer/members.ts';
import { rejoin } from '../../../../providers/local/balancer/rotation.ts';
import { moveToBalancers } from '../../../../providers/local/group/instances.ts';
import type { InstanceTemplate } from '../../../../providers/local/group/instances.ts';
import { readGroups, readParts } from '../../../../providers/local/status.ts';
import { listRecords, removeFolder, writeRecord } from '../../../../providers/local/parts/record.ts';
import { writeCapacity } from '../../../../providers/local/group/capacity.ts';
import { SERVER_OPTIONS } from '../../../../providers/local/render/haproxy-cfg.ts';
import { partFolder } from '../../../../providers/local/state/layout.ts';
import { BalancedStack } from './haproxy.ts';

const GROUP = 'local-1/group-serve';

let stack: BalancedStack;
let stateDir = '';
let front = '';
beforeEach(async () => {
  stack = new BalancedStack();
  stateDir = stack.stateDir;
  front = await stack.addBalancer('front');
});
afterEach(() => stack.close());

const tell = (command: string, balancer = front): Promise<string> =>
  adminCommand(stateDir, balancer, command);

/** What a run has sent to haproxy when it is killed amidst taking an instance in. */
const KILLED_AFTER: [string, string[]][] = [
  ['adding its server', []],
  ['enabling its health checks', ['enable health']],
];

async function takeInHalf(name: string, commands: readonly string[], balancer = front): Promise<void> {
  const address = await stack.addInstance(name, [balancer]);
  await tell(`add server http/${name} ${address}:8080 ${SERVER_OPTIONS}`, balancer);
  for (const command of commands) await tell(`${command} http/${name}`, balancer);
  expect(await stack.states(balancer)).toEqual({ [name]: 'MAINT' });
}

describe('an instance that a run, killed after', () => {
  test.each(KILLED_AFTER)('%s, has left in maintenance is up after the next run', async (_at, commands) => {
    await takeInHalf('i-1', commands);
    await addMembers(stateDir, front);
    await awaitMember(stateDir, front, 'i-1');
    expect(await stack.states(front)).toEqual({ 'i-1': 'UP' });
  });

  test.each(KILLED_AFTER)(
    '%s, has left in maintenance is told as such, though healthy by itself',
    async (_at, commands) => {
      await takeInHalf('i-1', commands);
      const instance = async () => (await readParts(stateDir)).find(({ kind }) => kind === 'instance');
      expect(await instance()).toMatchObject({
        healthy: false,
        reason: expect.stringContaining(`${front} has it in MAINT on http: no connections`) as string,
      });
      await rejoin(stateDir, await listRecords(stateDir));
      await awaitMember(stateDir, front, 'i-1');
      expect((await instance())?.healthy).toBe(true);
    },
  );
});

describe('an instance in service', () => {
  test('that a balancer has left to drain, and that came back, is up again', async () => {
    await stack.addInstance('i-1', [front]);
    await addMembers(stateDir, front);
    await tell('set server http/i-1 state drain');
    await addMembers(stateDir, front);
    await awaitMember(stateDir, front, 'i-1');
  });

  test.each(['drain', 'maint'])('that is being drained on purpose is left at it (%s)', async (state) => {
    const address = await stack.addInstance('i-1', [front]);
    await stack.addInstance('i-2', [front]);
    await addMembers(stateDir, front);
    await stack.declare('i-1', address, [front], 'serve', true);
    await tell(`set server http/i-1 state ${state}`);
    await addMembers(stateDir, front);
    expect(await stack.states(front)).toEqual({ 'i-1': state.toUpperCase(), 'i-2': 'UP' });
  });

  test('counts in its group as healthy only while its balancer lets it have connections', async () => {
    await stack.addInstance('i-1', [front]);
    await addMembers(stateDir, front);
    await awaitMember(stateDir, front, 'i-1');
    const inputs = { region: 'local-1', name: 'serve' };
    const common = { version: 1, id: GROUP, kind: 'group', ...inputs, phase: 'ready' } as const;
    await writeRecord(stateDir, { ...common, inputs });
    await writeCapacity(stateDir, GROUP, { min: 0, max: 2, desired: 1 });
    const instance = async () => (await readGroups(stateDir))[0]?.instances[0];
    expect((await instance())?.healthy).toBe(true);
    await tell('set server http/i-1 state maint');
    expect((await instance())?.healthy).toBe(false);
    await tell('set server http/i-1 state ready');
    await stack.kill(front);
    // The balancer's own alarm is enough.
    expect((await instance())?.healthy).toBe(true);
  });
});

describe('a move to another balancer', () => {
  const template = (...loadBalancers: string[]): InstanceTemplate =>
    ({ group: GROUP, loadBalancers, inputs: { drainSeconds: 1 } }) as unknown as InstanceTemplate;
  let back = '';

  beforeEach(async () => {
    back = await stack.addBalancer('back');
    await stack.addInstance('i-1', [front]);
    await stack.addInstance('i-2', [front]);
    await addMembers(stateDir, front);
  });

  test('returns when all are up there, and gone from the former', async () => {
    await moveToBalancers(stateDir, template(back));
    expect(await stack.states(back)).toEqual({ 'i-1': 'UP', 'i-2': 'UP' });
    expect(await stack.states(front)).toEqual({});
  });

  test('that was killed when the records were written leaves no ghosts', async () => {
    for (const part of await listRecords(stateDir)) {
      if (part.kind !== 'instance') continue;
      await writeRecord(stateDir, { ...part, inputs: { ...(part.inputs as object), loadBalancers: [back] } });
    }
    await moveToBalancers(stateDir, template(back));
    expect(await stack.states(back)).toEqual({ 'i-1': 'UP', 'i-2': 'UP' });
    expect(await stack.states(front)).toEqual({});
    const configuration = (): string =>
      readFileSync(join(partFolder(stateDir, front), 'haproxy.cfg'), 'utf8');
    expect(configuration()).not.toContain('i-1');
    await stack.kill(front);
    await stack.start(front);
    expect(await stack.states(front)).toEqual({});
  });

  test('waits for nobody who is ill by himself', async () => {
    stack.endInstance('i-2');
    await moveToBalancers(stateDir, template(back));
    expect((await stack.states(back))['i-1']).toBe('UP');
  });
});

describe('what a balancer should not have', () => {
  test('is removed: a server without an instance, and the group’s own that left; no other', async () => {
    await stack.addInstance('i-gone', [front]);
    const left = await stack.addInstance('i-left', [front]);
    const leaving = await stack.addInstance('i-leaving', [front], 'other');
    await stack.addInstance('i-stays', [front], 'other');
    await addMembers(stateDir, front);
    await removeFolder(stateDir, 'local-1/group-serve/instances/i-gone');
    await stack.declare('i-left', left, [], 'serve', false);
    // Its own group drains it just now, at its own pace.
    await stack.declare('i-leaving', leaving, [front], 'other', true);
    await removeStrangers(stateDir, GROUP, 0);
    expect(Object.keys(await stack.states(front)).sort()).toEqual(['i-leaving', 'i-stays']);
  });

  test.each(['drain', 'maint'])('is removed where a run was killed amidst it (%s)', async (state) => {
    const address = await stack.addInstance('i-1', [front]);
    await addMembers(stateDir, front);
    await stack.declare('i-1', address, [], 'serve', false);
    await tell(`set server http/i-1 state ${state}`);
    await removeStrangers(stateDir, GROUP, 0);
    expect(await stack.states(front)).toEqual({});
  });

  test('is gone from the configuration of a haproxy that is just down, too', async () => {
    const address = await stack.addInstance('i-1', [front]);
    await addMembers(stateDir, front);
    await stack.declare('i-1', address, [], 'serve', false);
    await stack.kill(front);
    await removeStrangers(stateDir, GROUP, 0);
    await stack.start(front);
    expect(await stack.states(front)).toEqual({});
  });

  test('is an instance that goes, on balancers that its record no longer names', async () => {
    const address = await stack.addInstance('i-1', [front]);
    const back = await stack.addBalancer('back');
    await addMembers(stateDir, front);
    await stack.declare('i-1', address, [back], 'serve', true);
    await drainEverywhere(stateDir, 'i-1', [back], 0);
    expect(await stack.states(front)).toEqual({});
  });

  test('is nothing of a balancer that is gone itself: no file of it comes back', async () => {
    await stack.kill(front);
    await removeFolder(stateDir, front);
    await drainMember(stateDir, front, 'i-1', 0);
    expect(await listRecords(stateDir)).toEqual([]);
    expect(existsSync(partFolder(stateDir, front))).toBe(false);
  });
});

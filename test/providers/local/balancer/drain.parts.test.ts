import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { drainMember } from '../../../../providers/local/balancer/drain.ts';
import { addMembers, awaitMember } from '../../../../providers/local/balancer/members.ts';
import { serverStats } from '../../../../providers/local/balancer/servers.ts';
import { readRecord } from '../../../../providers/local/parts/record.ts';
import { until } from '../../../support/until.ts';
import { BalancedStack } from './haproxy.ts';

let stack: BalancedStack;
let stateDir = '';
let front = '';
beforeEach(async () => {
  stack = new BalancedStack();
  stateDir = stack.stateDir;
  front = await stack.addBalancer('front');
});
afterEach(() => stack.close());

describe('a member that is drained', () => {
  /** A connection through the balancer to the instance; `ask` sends a request on it and gives who answers. */
  async function hold(id: string): Promise<{ socket: Socket; ask: () => Promise<string> }> {
    for (;;) {
      const socket = await connectTo(front);
      const ask = async (): Promise<string> => {
        socket.write('GET / HTTP/1.1\r\nHost: front\r\n\r\n');
        const [text] = (await once(socket, 'data')) as [Buffer];
        return text.toString().split('\r\n\r\n')[1] ?? '';
      };
      if ((await ask()) === id) return { socket, ask };
      socket.destroy();
    }
  }

  async function connectTo(balancer: string): Promise<Socket> {
    const socket = connect(8080, (await readRecord(stateDir, balancer))?.address ?? '');
    await once(socket, 'connect');
    return socket;
  }

  /** Two of them, one of which leaves with a connection that is held. */
  async function drainHeld(seconds: number) {
    const address = await stack.addInstance('i-1', [front]);
    await stack.addInstance('i-2', [front]);
    await addMembers(stateDir, front);
    await awaitMember(stateDir, front, 'i-1');
    await awaitMember(stateDir, front, 'i-2');
    const held = await hold('i-1');
    await stack.declare('i-1', address, [front], 'serve', true);
    const begun = performance.now();
    let drained = false;
    const drain = drainMember(stateDir, front, 'i-1', seconds).then(() => (drained = true));
    await until('it drains', async () => (await stack.states(front))['i-1'] === 'DRAIN');
    return { ...held, begun, drain, isDrained: () => drained };
  }

  test('keeps the connections that it has until they end, and gets no new ones', async () => {
    const { socket, ask, drain, isDrained } = await drainHeld(60);
    for (let count = 0; count < 4; count++) (await hold('i-2')).socket.destroy();
    const { totalSessions } =
      (await serverStats(stateDir, front)).find(({ server }) => server === 'i-1') ?? {};
    for (let count = 0; count < 4; count++) (await hold('i-2')).socket.destroy();
    const after = (await serverStats(stateDir, front)).find(({ server }) => server === 'i-1');
    expect(after).toMatchObject({ totalSessions, sessions: 1 });
    expect([await ask(), isDrained()]).toEqual(['i-1', false]);
    socket.destroy();
    await drain;
    expect(Object.keys(await stack.states(front))).toEqual(['i-2']);
  });

  test('loses those that have not ended in time', async () => {
    const { socket, begun, drain } = await drainHeld(1);
    const closed = once(socket, 'close');
    await drain;
    await closed;
    expect(performance.now() - begun).toBeGreaterThan(1_000);
    expect(Object.keys(await stack.states(front))).toEqual(['i-2']);
  });
});

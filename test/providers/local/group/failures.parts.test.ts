import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addInstance } from '../../../../providers/local/group/instances.ts';
import type { InstanceTemplate } from '../../../../providers/local/group/instances.ts';
import { scalingGroup } from '../../../../providers/local/group/scaling-group.ts';
import { writeRecord } from '../../../../providers/local/parts/record.ts';
import type { ScalingGroupInputs } from '../../../../providers/local/resources.ts';
import { physical } from '../../../../providers/local/state/layout.ts';
import { freeLoopbackAddress } from '../../../support/loopback.ts';

const PORT = 8080;
const FRONT = 'local-1/balancer-front';

let folder = '';
let network = '';
let inputs: ScalingGroupInputs;
let server: Server;

beforeEach(async () => {
  folder = physical(mkdtempSync(join(tmpdir(), 'skerry-failures-')));
  network = (await freeLoopbackAddress(PORT)).replace(/^127\.(\d+)\..*$/, '127.$1.0.0/16');
  inputs = {
    region: 'local-1',
    name: 'serve',
    network,
    zones: ['local-1a'],
    workload: 'mirror-serve',
    capacity: { owner: 'iac', min: 0, max: 2, desired: 1 },
    loadBalancers: ['local-1/front'],
    port: PORT,
    drainSeconds: 0,
    release: { bucket: 'local-1/none', channel: 'services', epoch: 1 },
    settings: { kind: 'mirror-serve', bucket: 'local-1/none', mirrorsUrl: 'http://m', filesUrl: 'http://f' },
  };
  // A balancer that can't be told that an instance goes: its record has lost the address.
  const common = { version: 1, kind: 'balancer', region: 'local-1', name: 'front', phase: 'ready' } as const;
  await writeRecord(folder, { ...common, id: FRONT, inputs: {} });
  server = createServer();
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** What the user reads. */
const complaint = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing failed',
    (error: unknown) => String(error),
  );

describe('a failure whose leftovers can’t be removed', () => {
  test('of a new instance is told before that of the removal', async () => {
    // The first address of the first zone.
    await once(server.listen(PORT, network.replace('0.0/16', '1.10')), 'listening');
    const template = {
      group: 'local-1/group-serve',
      inputs,
      config: {},
      agent: '/agent.js',
      loadBalancers: [FRONT],
    } as unknown as InstanceTemplate;
    expect(await complaint(addInstance(folder, template, 'local-1a'))).toMatch(
      new RegExp(
        `can't listen on 127\\..*:${PORT}.*\\n` +
          'then it also failed to remove local-1/group-serve/instances/i-.* is not there',
      ),
    );
  });

  test('of a new group is told before that of the removal', async () => {
    mkdirSync(join(folder, 'dist', 'agent'), { recursive: true });
    writeFileSync(join(folder, 'dist', 'agent', 'agent.js'), '');
    await writeRecord(folder, {
      version: 1,
      id: 'local-1/group-serve/instances/i-1',
      kind: 'instance',
      region: 'local-1',
      name: 'i-1',
      phase: 'ready',
      inputs: { group: 'local-1/group-serve', loadBalancers: [FRONT], draining: false },
    });
    expect(await complaint(scalingGroup.create({ stateDir: folder, root: folder }, inputs))).toMatch(
      new RegExp(
        'bucket local-1/none is not there.*\\n' +
          `then it also failed to remove local-1/group-serve .*load balancer ${FRONT} is not there`,
      ),
    );
  });
});

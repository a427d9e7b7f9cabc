import { mkdir, mkdtemp, rename, rm, appendFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLogs, selectLogs } from '../../../cli/local/log-files.ts';
import { LogTail } from '../../../cli/local/log-tail.ts';
import { findPortsInUse, portFindings, wantedPorts } from '../../../cli/local/ports.ts';
import { analyse } from '../../../topology/analyse.ts';
import type { Plan } from '../../../topology/plan/plan.ts';

const local = join(import.meta.dirname, '../../../stacks/Pulumi.local.yaml');

function planOf(): Plan {
  const { plan } = analyse({ path: local, now: new Date('2026-11-22T00:00:00Z') });
  if (!plan) throw new Error('the local stack must be sound');
  return plan;
}

describe('ports of the stack file', () => {
  it('are those of balancers and edges on this machine', () => {
    expect(wantedPorts(planOf())).toEqual([
      {
        port: 8080,
        pointer: '/config/skerry:site/regions/local/loadBalancers/serve/listeners/http',
        code: 'lb/port-in-use',
        user: 'local/serve',
      },
      {
        port: 8080,
        pointer: '/config/skerry:site/cdn/mirrors/port',
        code: 'cdn/port-in-use',
        user: 'cdn/mirrors',
      },
      {
        port: 8080,
        pointer: '/config/skerry:site/cdn/files/port',
        code: 'cdn/port-in-use',
        user: 'cdn/files',
      },
    ]);
  });

  it('of regions in a cloud are not asked for', () => {
    const plan = planOf();
    const elsewhere = plan.regions.map((region) => ({ ...region, platform: 'aws' as const }));
    expect(wantedPorts({ ...plan, regions: elsewhere })).toEqual([]);
  });

  it('are reported with their holder where they are taken', () => {
    const taken = { kind: 'taken', holder: 'a process of user 7' } as const;
    const findings = portFindings(wantedPorts(planOf()), new Map([[8080, taken]]));
    expect(findings.map(({ code }) => code)).toEqual([
      'lb/port-in-use',
      'cdn/port-in-use',
      'cdn/port-in-use',
    ]);
    expect(findings[0]?.message).toBe(
      'port 8080 of local/serve is taken on this machine by a process of user 7',
    );
    expect(portFindings(wantedPorts(planOf()), new Map([[80, taken]]))).toEqual([]);
    const reserved = portFindings(wantedPorts(planOf()), new Map([[8080, { kind: 'reserved' }]]));
    expect(reserved[0]?.message).toBe('port 8080 of local/serve is reserved for root on this machine');
  });

  it('are asked of the kernel: a listener on every address is in the way', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    const { port } = server.address() as AddressInfo;
    const plan = planOf();
    const [region] = plan.regions;
    const [balancer] = region!.loadBalancers;
    const moved: Plan = {
      ...plan,
      cdn: [],
      regions: [{ ...region!, loadBalancers: [{ ...balancer!, listeners: [{ protocol: 'http', port }] }] }],
    };
    try {
      expect((await findPortsInUse(moved)).map(({ message }) => message)).toEqual([
        expect.stringContaining(`port ${port} of local/serve is taken`),
      ]);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
    expect(await findPortsInUse(moved)).toEqual([]);
  });
});

describe('logs', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skerry-logs-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are found in the folders of parts and instances', async () => {
    expect(findLogs(folder)).toEqual([]);
    const ids = ['local/redis', 'local/group-serve/instances/b2', 'local/group-serve/instances/a1'];
    // An object of a bucket may have any name.
    for (const id of [...ids, 'local/bucket-main/data/main/public']) {
      await mkdir(join(folder, 'parts', id, 'log'), { recursive: true });
      await writeFile(join(folder, 'parts', id, 'log/current'), '');
    }
    expect(findLogs(folder).map(({ id }) => id)).toEqual([
      'local/group-serve/instances/a1',
      'local/group-serve/instances/b2',
      'local/redis',
    ]);
  });

  it('are chosen by id, by its beginning, or by a word in it', () => {
    const logs = ['a/redis', 'a/redis-2', 'b/group-sync/instances/1'].map((id) => ({ id, path: id }));
    const chosen = (wanted: string): string[] => selectLogs(logs, wanted).map(({ id }) => id);
    expect(chosen('a/redis')).toEqual(['a/redis']);
    expect(chosen('a/')).toEqual(['a/redis', 'a/redis-2']);
    expect(chosen('sync')).toEqual(['b/group-sync/instances/1']);
    expect(chosen('nothing')).toEqual([]);
  });

  it('are followed over a rotation without losing or repeating a line', async () => {
    const path = join(folder, 'current');
    await writeFile(path, 'one\ntwo\nthr');
    const tail = new LogTail(path);
    expect(await tail.last(1)).toEqual(['two']);
    await appendFile(path, 'ee\n');
    expect(await tail.fresh()).toEqual(['three']);
    expect(await tail.fresh()).toEqual([]);
    await appendFile(path, 'four\n');
    await rename(path, join(folder, '@4000'));
    expect(await tail.fresh()).toEqual(['four']);
    await appendFile(join(folder, '@4000'), 'five\n');
    await writeFile(path, 'six ü\n');
    expect(await tail.fresh()).toEqual(['five', 'six ü']);
    await tail.close();
  });

  it('are read from their end where they are long', async () => {
    const path = join(folder, 'current');
    await writeFile(path, Array.from({ length: 50_000 }, (_, at) => `line ${at}\n`).join(''));
    const tail = new LogTail(path);
    expect(await tail.last(2)).toEqual(['line 49998', 'line 49999']);
    await tail.close();
  });
});

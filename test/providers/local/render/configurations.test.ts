import { describe, expect, test } from 'vitest';
import { renderDenyFile, renderHaproxyCfg } from '../../../../providers/local/render/haproxy-cfg.ts';
import { renderNginxConf } from '../../../../providers/local/render/nginx-conf.ts';
import { renderRedisConf } from '../../../../providers/local/render/redis-conf.ts';
import { bellRun } from '../../../../providers/local/supervisor/bell.ts';
import {
  guardRun,
  partRun,
  rotateRun,
  runsvWrapper,
} from '../../../../providers/local/supervisor/scripts.ts';
import { sweepScript } from '../../../../providers/local/supervisor/sweep.ts';

describe('the configuration', () => {
  test('of redis', async () => {
    const text = renderRedisConf({ address: '127.9.0.10', port: 6379, memoryMiB: 256, password: 'secret' });
    await expect(text).toMatchFileSnapshot('golden/redis.conf');
  });

  test('of haproxy, the members in the order of their ids', async () => {
    const text = renderHaproxyCfg({
      address: '127.9.0.100',
      listeners: [
        { name: 'http', port: 8080, targetPort: 8080 },
        { name: 'ssh', port: 2222, targetPort: 2022 },
      ],
      healthPath: '/healthz',
      members: [
        { id: 'i-b', address: '127.9.2.10' },
        { id: 'i-a', address: '127.9.1.10' },
      ],
    });
    await expect(text).toMatchFileSnapshot('golden/haproxy.cfg');
    expect(renderDenyFile(['10.0.0.0/8', '192.0.2.7/32'])).toBe('10.0.0.0/8\n192.0.2.7/32\n');
  });

  test('of the mirrors edge, with a second balancer to fall back on', async () => {
    const origins = ['http://127.9.0.100:8080', 'http://127.10.0.100:8080'];
    const { text } = renderNginxConf({
      address: '127.9.0.180',
      port: 8080,
      kind: 'mirrors',
      origins,
      asRoot: false,
    });
    await expect(text).toMatchFileSnapshot('golden/nginx-mirrors.conf');
  });

  test('of the files edge, with a second bucket to fall back on', async () => {
    const origins = ['http://127.9.0.20:7070/skerry-mirror', 'http://127.10.0.20:7070/skerry-other'];
    const { text } = renderNginxConf({
      address: '127.9.0.181',
      port: 8080,
      kind: 'files',
      origins,
      asRoot: true,
    });
    await expect(text).toMatchFileSnapshot('golden/nginx-files.conf');
  });

  test('of an edge has another digest whenever anything differs', () => {
    const design = {
      address: '127.9.0.180',
      port: 8080,
      kind: 'mirrors',
      origins: ['http://127.9.0.100:8080'],
      asRoot: false,
    } as const;
    const one = renderNginxConf(design);
    expect(one.text).toContain(`return 200 "${one.digest}"`);
    expect(renderNginxConf({ ...design, port: 8081 }).digest).not.toBe(one.digest);
    expect(renderNginxConf(design).digest).toBe(one.digest);
  });
});

describe('the script', () => {
  test('of a part', async () => {
    const command = {
      argv: ['redis-server', '../redis.conf'],
      openFiles: 1024,
    };
    await expect(partRun('local-1/redis', "/a clone's/machine/bin/sweep", command)).toMatchFileSnapshot(
      'golden/part-run.sh',
    );
  });

  test.each([
    ['guard', guardRun('services')],
    ['bell', bellRun],
    ['rotate', rotateRun],
    ['runsv', runsvWrapper],
    ['sweep', sweepScript],
  ])('%s', async (name, text) => {
    await expect(text).toMatchFileSnapshot(`golden/${name}.sh`);
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT_KEY } from '../../../../services/mirror/composer/layout.ts';
import { createStore } from '../../../../storage/create-store.ts';
import { freeLoopbackAddress } from '../../../support/loopback.ts';
import { until } from '../../../support/until.ts';
import { startVersitygw, type Versitygw } from '../../../support/versitygw.ts';

const PORT = 8080;
let gateway: Versitygw;
let folder: string;
let child: ChildProcess | undefined;

beforeAll(async () => {
  gateway = await startVersitygw();
  folder = await mkdtemp(join(tmpdir(), 'skerry-serve-'));
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await gateway.stop();
  await rm(folder, { recursive: true, force: true });
});

it('serves what it knows while the bucket is away, and stops at once though connections are kept alive', async () => {
  const address = await freeLoopbackAddress(PORT);
  const settings = { store: gateway.config, mirrorsUrl: 'http://m.example', filesUrl: 'http://f.example' };
  const file = join(folder, 'instance.json');
  await writeFile(file, JSON.stringify({ id: 'i-1', address, port: PORT, settings }), { mode: 0o600 });
  const main = join(import.meta.dirname, '../../../../services/mirror/serve/main.ts');
  child = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, main], {
    cwd: folder,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], SKERRY_INSTANCE: file },
  });
  const get = (path: string) => fetch(`http://${address}:${PORT}${path}`);
  await until('health', async () => (await get('/healthz')).ok);
  expect((await get('/packages.json')).status).toBe(404);

  const store = createStore(gateway.config);
  await store.put(ROOT_KEY, Buffer.from('{"packages":[]}'));
  store.close();
  const root = await until('the root', async () => {
    const answer = await get('/packages.json');
    return answer.ok ? answer : undefined;
  });
  expect(root.headers.get('x-skerry-instance')).toBe('i-1');

  // It hangs: nobody waits for it.
  await gateway.kill('SIGSTOP');
  await until('a stale root', async () => {
    const asked = performance.now();
    const answer = await get('/packages.json');
    expect(answer.status).toBe(200);
    expect(performance.now() - asked).toBeLessThan(3000);
    return /ttl=-/.test(answer.headers.get('cache-status') ?? '');
  });
  expect((await get('/healthz')).ok).toBe(true);
  await gateway.kill('SIGCONT');
  await until('a fresh root', async () => !(await get('/packages.json')).headers.has('cache-status'));

  await gateway.kill();
  await until('a stale root', async () => (await get('/packages.json')).ok);
  expect((await get('/healthz')).ok).toBe(true);

  const idle = connect(PORT, address);
  idle.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(idle, 'data');
  const exit = once(child, 'exit');
  const asked = performance.now();
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  expect(performance.now() - asked).toBeLessThan(5000);
  idle.destroy();
});

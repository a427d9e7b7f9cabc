import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../storage/create-store.ts';
import { edgeRules } from '../../storage/edge-rules.ts';
import { internalKey, publicKey } from '../../storage/keys.ts';
import { allowPublicRead } from '../../storage/s3/bucket.ts';
import type { ObjectStore } from '../../storage/store.ts';
import { freeLoopbackAddress } from '../support/loopback.ts';
import { until } from '../support/until.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';

/** The smallest nginx that follows the rules. */
function configuration(address: string, gateway: Versitygw): string {
  const { refuse, rewrites } = edgeRules(`/${gateway.config.bucket}`);
  return `
    daemon off; master_process off; pid nginx.pid; error_log stderr;
    events {}
    http {
      access_log off;
      client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t; scgi_temp_path t;
      server {
        listen ${address}:8080;
        location / {
          ${refuse.map((pattern) => `if ($uri ~ "${pattern}") { return 404; }`).join('\n')}
          ${rewrites.map(({ match, replace, flag = '' }) => `rewrite "${match}" "${replace}" ${flag};`).join('\n')}
          proxy_pass ${gateway.endpoint};
        }
      }
    }`;
}

describe('the edge rules in a real nginx', () => {
  let gateway: Versitygw;
  let store: ObjectStore;
  let folder: string;
  let nginx: ChildProcess;
  let address: string;

  beforeAll(async () => {
    gateway = await startVersitygw();
    await allowPublicRead(gateway.config);
    store = createStore(gateway.config);
    folder = await mkdtemp(join(tmpdir(), 'skerry-edge-'));
    address = await freeLoopbackAddress(8080);
    await writeFile(join(folder, 'nginx.conf'), configuration(address, gateway));
    const command = ['--pdeathsig', 'KILL', 'nginx', '-p', folder, '-c', 'nginx.conf', '-e', 'stderr'];
    nginx = spawn('setpriv', command, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
    await until('nginx', () => status('/'));
  });
  afterAll(async () => {
    if (nginx?.exitCode === null && nginx.signalCode === null) {
      nginx.kill('SIGKILL');
      await once(nginx, 'exit');
    }
    store?.close();
    await gateway?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const status = async (path: string) => (await fetch(`http://${address}:8080${path}`)).status;

  it.each([
    ['/composer/p2/a/b.json', '/composer/p2/a/b.json'],
    ['/composer/p2/a/b~dev.json', '/composer/p2/a/b~dev.json'],
    ['/composer/p2/a/c%7Edev.json', '/composer/p2/a/c~dev.json'],
    ['/@babel%2fcore', '/@babel/core'],
    ['/simple/requests/', '/simple/requests/'],
    ['/pool/g%2b%2b_1+b1.deb', '/pool/g++_1+b1.deb'],
    ['/go/!azure/@v/v1.0.0.zip', '/go/!azure/@v/v1.0.0.zip'],
    ["/npm/!~*'()", "/npm/!~*'()"],
    ['/odd/=a=b/c,d,,e=.zip?query=1', '/odd/=a=b/c,d,,e=.zip'],
    ['/normal//ised/./x/../y', '/normal/ised/y'],
  ])('find the object of %s', async (url, path) => {
    await store.put(publicKey(path), Buffer.from(path));
    const response = await fetch(`http://${address}:8080${url}`);
    expect([response.status, await response.text()]).toEqual([200, path]);
  });

  it('answer 404 for what they can not map, and never reach internal keys', async () => {
    await store.put(internalKey('secret'), Buffer.from('secret'));
    const lost = ['/a%20b', '/%C3%BC', '/' + 'x'.repeat(240), '/a=b=c=d=e=f'];
    for (const path of lost) expect(await status(path)).toBe(404);
    const sneaky = [
      '/../internal/secret',
      '/..%2finternal/secret',
      '/%2e%2e/internal/=secret',
      '/internal/secret',
    ];
    for (const path of sneaky) expect(await status(path)).toBeGreaterThanOrEqual(400);
  });
});

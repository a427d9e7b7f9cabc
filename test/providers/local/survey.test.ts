import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readLocal } from '../../../cli/status/read-local.ts';
import { writeCapacity } from '../../../providers/local/group/capacity.ts';
import { writeRecord } from '../../../providers/local/parts/record.ts';
import { partId } from '../../../providers/local/state/layout.ts';
import { startHttpServer, type HttpServer } from '../../support/http-server.ts';

let stateDir: string;
let server: HttpServer;
let asked: string[];

beforeEach(async () => {
  asked = [];
  stateDir = await mkdtemp(join(tmpdir(), 'skerry-survey-'));
  server = await startHttpServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  const record = { version: 1 as const, region: 'local', phase: 'ready' as const };
  const group = partId.group('local', 'git');
  const capacity = { owner: 'iac', min: 1, max: 4, desired: 2 };
  await writeRecord(stateDir, {
    ...record,
    id: group,
    kind: 'group',
    name: 'git',
    inputs: { workload: 'git', capacity },
  });
  await writeCapacity(stateDir, group, { min: 1, max: 4, desired: 2 });
  const { hostname, port } = new URL(server.endpoint);
  for (const name of ['i-1', 'i-2']) {
    await writeRecord(stateDir, {
      ...record,
      id: partId.instance('local', 'git', name),
      kind: 'instance',
      name,
      address: hostname,
      port: Number(port),
      probe: { type: 'http', url: `${server.endpoint}/healthz-of-${name}` },
      inputs: { group, workload: 'git', zone: 'local-a', loadBalancers: [], draining: false },
    });
  }
});
afterEach(async () => {
  await server.stop();
  await rm(stateDir, { recursive: true });
});

it('a status asks each part once, though groups and parts tell of the same instances', async () => {
  const { groups, parts } = await readLocal(stateDir);
  expect(groups).toMatchObject([{ name: 'git', desired: 2, healthy: 2 }]);
  expect(parts).toHaveLength(2);
  expect(asked.sort()).toEqual(['/healthz-of-i-1', '/healthz-of-i-2']);
  await readLocal(stateDir);
  expect(asked).toHaveLength(4);
});

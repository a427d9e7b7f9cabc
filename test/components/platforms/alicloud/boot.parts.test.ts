import { createHash, createHmac } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../../../setup/paths.ts';
import { type RpcServer, startRpcServer } from '../../../support/alicloud/rpc-server.ts';
import { type HttpServer, startHttpServer } from '../../../support/http-server.ts';

const SCRIPT = join(repositoryRoot(), 'components/platforms/alicloud/boot/boot.py');
const KEYS = { id: 'STS.made-up', secret: 'made-up-secret', token: 'made-up-token' };
const AGENT = 'console.log("agent")';
const PARAMETER = 'skerry/prod-cn-hangzhou/redis-password';
const run = promisify(execFile);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What ECS, OSS, OOS and Auto Scaling answer an instance. */
const cloud = {
  state: 'Pending:Wait',
  healthy: false,
  kit: AGENT,
  refused: [] as string[],
  completed: [] as string[],
};
let rpc: RpcServer;
let server: HttpServer;
let folder: string;

const metadata = (): Record<string, string> => ({
  'instance-id': 'i-bp1abc',
  'zone-id': 'cn-hangzhou-i',
  'private-ipv4': new URL(server.endpoint).hostname,
  'ram/security-credentials/': 'role-of-the-group',
  'ram/security-credentials/role-of-the-group': JSON.stringify({
    AccessKeyId: KEYS.id,
    AccessKeySecret: KEYS.secret,
    SecurityToken: KEYS.token,
  }),
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  if (path === '/latest/api/token') return void response.end('metadata-token');
  if (path.startsWith('/latest/meta-data/')) {
    const value = metadata()[path.slice('/latest/meta-data/'.length)];
    const allowed = request.headers['x-aliyun-ecs-metadata-token'] === 'metadata-token';
    return void response.writeHead(allowed ? (value === undefined ? 404 : 200) : 401).end(value);
  }
  if (path === '/healthz') return void response.writeHead(cloud.healthy ? 200 : 503).end();
  if (!isSigned(request, path)) cloud.refused.push(path);
  response.writeHead(cloud.refused.length > 0 ? 403 : 200).end(cloud.kit);
}

/**
 * OSS's signature version 4, by https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4:
 * over the method, the bucket and key, and the headers of OSS.
 */
function isSigned({ method = '', headers }: IncomingMessage, path: string): boolean {
  const date = String(headers['x-oss-date']);
  const lines = ['x-oss-content-sha256', 'x-oss-date', 'x-oss-security-token'].map(
    (name) => `${name}:${String(headers[name])}\n`,
  );
  const canonical = [method, `/releases${path}`, '', lines.join(''), '', 'UNSIGNED-PAYLOAD'].join('\n');
  const scope = [date.slice(0, 8), 'cn-hangzhou', 'oss', 'aliyun_v4_request'];
  const key = scope.reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `aliyun_v4${KEYS.secret}`,
  );
  const text = ['OSS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  const signature = createHmac('sha256', key).update(text).digest('hex');
  const expected = `OSS4-HMAC-SHA256 Credential=${KEYS.id}/${scope.join('/')},Signature=${signature}`;
  return headers['x-oss-security-token'] === KEYS.token && headers.authorization === expected;
}

const waiting = (hook: string) => ({
  LifecycleHookId: hook,
  LifecycleActionToken: `token of ${hook}`,
  LifecycleActionStatus: 'Pending',
  InstanceIds: { InstanceId: ['i-bp1abc'] },
});

const actions = {
  '2019-06-01/GetSecretParameter': (params: { required(name: string): string }) => {
    if (params.required('WithDecryption') !== 'true') throw new Error('the value was not asked for');
    return { Parameter: { Value: `value of ${params.required('Name')}` } };
  },
  '2014-08-28/DescribeScalingInstances': (params: {
    required(name: string): string;
    list(name: string): string[];
  }) => {
    expect([params.required('ScalingGroupId'), ...params.list('InstanceId')]).toEqual(['asg-1', 'i-bp1abc']);
    return { ScalingInstances: { ScalingInstance: [{ LifecycleState: cloud.state }] } };
  },
  '2014-08-28/DescribeScalingActivities': (params: { required(name: string): string }) => {
    expect([params.required('ScalingGroupId'), params.required('StatusCode')]).toEqual([
      'asg-1',
      'InProgress',
    ]);
    return { ScalingActivities: { ScalingActivity: [{ ScalingActivityId: 'asa-1' }] } };
  },
  '2014-08-28/DescribeLifecycleActions': (params: { required(name: string): string }) => {
    expect(params.required('ScalingActivityId')).toBe('asa-1');
    const own = cloud.state === 'Pending:Wait' ? 'ash-boot' : 'ash-drain';
    return { LifecycleActions: { LifecycleAction: [waiting(own), waiting('ash-audit')] } };
  },
  '2014-08-28/CompleteLifecycleAction': (params: { required(name: string): string }) => {
    const said = ['LifecycleHookId', 'LifecycleActionToken', 'LifecycleActionResult'];
    cloud.completed.push(said.map((name) => params.required(name)).join(', '));
    cloud.state = cloud.state === 'Pending:Wait' ? 'Removing:Wait' : '';
    return {};
  },
};

function settings(): object {
  return {
    metadata: server.endpoint,
    region: 'cn-hangzhou',
    user: null,
    store: { endpoint: server.endpoint, region: 'cn-hangzhou', bucket: 'releases' },
    oos: rpc.endpoint,
    ess: rpc.endpoint,
    group: 'asg-1',
    hooks: ['ash-boot', 'ash-drain'],
    stop: ['touch', join(folder, 'stopped')],
    files: [
      {
        key: 'internal/boot/=agent',
        sha256: sha256(AGENT),
        path: join(folder, 'opt/agent.js'),
        mode: '0644',
      },
    ],
    parameters: { [PARAMETER]: join(folder, 'run/redis-password') },
    instanceFile: join(folder, 'etc/instance.json'),
    instance: { group: 'cn-hangzhou/git', agentPort: Number(new URL(server.endpoint).port) },
  };
}

async function boot(command: string): Promise<string> {
  writeFileSync(join(folder, 'boot.json'), JSON.stringify(settings()));
  const env = { ...process.env, SKERRY_BOOT: join(folder, 'boot.json'), SKERRY_BOOT_POLL: '0.05' };
  const { stdout, stderr } = await run('python3', [SCRIPT, command], { env, timeout: 60_000 });
  return stdout + stderr;
}

beforeAll(async () => {
  server = await startHttpServer(answer);
  rpc = await startRpcServer(
    { secrets: new Map([[KEYS.id, KEYS.secret]]), tokens: new Map([[KEYS.id, KEYS.token]]) },
    actions,
  );
});
afterAll(async () => {
  await server.stop();
  await rpc.stop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-boot-'));
  Object.assign(cloud, { state: 'Pending:Wait', healthy: false, kit: AGENT, refused: [], completed: [] });
  return () => rmSync(folder, { recursive: true, force: true });
});

describe('an instance that starts', () => {
  test('fetches what it starts from and its secrets, and learns who and where it is', async () => {
    await boot('prepare');
    expect(cloud.refused).toEqual([]);
    expect(readFileSync(join(folder, 'opt/agent.js'), 'utf8')).toBe(AGENT);
    const secret = join(folder, 'run/redis-password');
    expect(readFileSync(secret, 'utf8')).toBe(`value of ${PARAMETER}`);
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(folder, 'etc/instance.json'), 'utf8'))).toMatchObject({
      id: 'cn-hangzhou/git/i-bp1abc',
      zone: 'cn-hangzhou-i',
      address: new URL(server.endpoint).hostname,
    });
  });

  test('starts nothing that has another digest than it was told', async () => {
    cloud.kit = 'something else';
    await expect(boot('prepare')).rejects.toThrow(/is not what this instance was told to start/);
    expect(existsSync(join(folder, 'opt/agent.js'))).toBe(false);
    expect(existsSync(join(folder, 'etc/instance.json'))).toBe(false);
  });
});

test('completes its launch once the agent is healthy, and its end once it has drained; hooks of others never', async () => {
  const lived = boot('life');
  await expect
    .poll(() => rpc.asked.filter((action) => action === 'DescribeScalingInstances').length)
    .toBeGreaterThan(3);
  expect(cloud.completed).toEqual([]);
  cloud.healthy = true;
  await lived;
  expect(cloud.completed).toEqual([
    'ash-boot, token of ash-boot, CONTINUE',
    'ash-drain, token of ash-drain, CONTINUE',
  ]);
  expect(existsSync(join(folder, 'stopped'))).toBe(true);
});

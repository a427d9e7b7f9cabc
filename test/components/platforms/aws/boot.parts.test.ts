import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../../../setup/paths.ts';
import { Signer, sha256 } from '../../../../storage/s3/signature.ts';
import { type HttpServer, startHttpServer } from '../../../support/http-server.ts';

const SCRIPT = join(repositoryRoot(), 'components/platforms/aws/boot/boot.py');
const CREDENTIALS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const AGENT = 'console.log("agent")';
const run = promisify(execFile);

/** What EC2, S3, Parameter Store and Auto Scaling answer an instance. */
const cloud = {
  state: 'InService',
  healthy: false,
  kit: AGENT,
  refused: [] as string[],
  completed: [] as string[],
};
let server: HttpServer;
let folder: string;

const metadata = (): Record<string, string> => ({
  'instance-id': 'i-0abc',
  'placement/availability-zone': 'eu-central-1a',
  'local-ipv4': new URL(server.endpoint).hostname,
  'autoscaling/target-lifecycle-state': cloud.state,
  'iam/security-credentials/': 'role-of-the-group',
  'iam/security-credentials/role-of-the-group': JSON.stringify({
    AccessKeyId: CREDENTIALS.accessKeyId,
    SecretAccessKey: CREDENTIALS.secretAccessKey,
    Token: 'session-token',
  }),
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  const body = await buffer(request);
  if (path === '/latest/api/token') return void response.end('imds-token');
  if (path.startsWith('/latest/meta-data/')) {
    const value = metadata()[path.slice('/latest/meta-data/'.length)];
    const allowed = request.headers['x-aws-ec2-metadata-token'] === 'imds-token';
    return void response.writeHead(allowed ? (value === undefined ? 404 : 200) : 401).end(value);
  }
  if (path === '/healthz') return void response.writeHead(cloud.healthy ? 200 : 503).end();
  if (!isSigned(request, path, body)) {
    cloud.refused.push(path);
    return void response.writeHead(403).end();
  }
  if (path === '/internal/boot/%3Dagent') return void response.end(cloud.kit);
  if (request.headers['x-amz-target'] === 'AmazonSSM.GetParameters') {
    const { Names } = JSON.parse(body.toString()) as { Names: string[] };
    const Parameters = Names.map((Name) => ({ Name, Value: `value of ${Name}` }));
    return void response.end(JSON.stringify({ Parameters, InvalidParameters: [] }));
  }
  const form = new URLSearchParams(body.toString());
  const said = ['LifecycleHookName', 'AutoScalingGroupName', 'InstanceId', 'LifecycleActionResult'];
  cloud.completed.push(said.map((name) => form.get(name)).join(' '));
  if (form.get('LifecycleHookName') === 'boot') cloud.state = 'Terminated';
  response.end();
}

/** Whether a request carries the signature that this project's own storage would give it. */
function isSigned({ method = '', headers }: IncomingMessage, path: string, body: Buffer): boolean {
  const given = headers.authorization ?? '';
  const [, scope, names] = /Credential=[^/]+\/(\S+), SignedHeaders=(\S+),/.exec(given) ?? [];
  const [, region = '', service = ''] = scope?.split('/') ?? [];
  const signed = Object.fromEntries((names ?? '').split(';').map((name) => [name, String(headers[name])]));
  const bodyDigest = sha256(body.toString());
  const request = { method, path, query: '', headers: signed, bodyDigest };
  return (
    signed['x-amz-security-token'] === 'session-token' &&
    given === new Signer(CREDENTIALS, { region, service }).authorization(request)
  );
}

function settings(): object {
  return {
    metadata: server.endpoint,
    region: 'eu-central-1',
    user: null,
    store: { endpoint: server.endpoint, region: 'eu-central-1' },
    ssm: server.endpoint,
    autoscaling: server.endpoint,
    group: 'prod-git',
    hooks: { boot: 'boot', drain: 'drain' },
    stop: ['touch', join(folder, 'stopped')],
    files: [
      {
        key: 'internal/boot/=agent',
        sha256: sha256(AGENT),
        path: join(folder, 'opt/agent.js'),
        mode: '0644',
      },
    ],
    parameters: { '/skerry/prod/eu-central-1/redis-password': join(folder, 'run/redis-password') },
    instanceFile: join(folder, 'etc/instance.json'),
    instance: { group: 'eu-central-1/git', agentPort: Number(new URL(server.endpoint).port) },
  };
}

async function boot(command: string): Promise<string> {
  writeFileSync(join(folder, 'boot.json'), JSON.stringify(settings()));
  const env = { ...process.env, SKERRY_BOOT: join(folder, 'boot.json'), SKERRY_BOOT_POLL: '0.05' };
  const { stdout, stderr } = await run('python3', [SCRIPT, command], { env, timeout: 60_000 });
  return stdout + stderr;
}

beforeAll(async () => {
  server = await startHttpServer((request, response) => void answer(request, response));
});
afterAll(() => server.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-boot-'));
  Object.assign(cloud, { state: 'InService', healthy: false, kit: AGENT, refused: [], completed: [] });
  return () => rmSync(folder, { recursive: true, force: true });
});

describe('an instance that starts', () => {
  test('fetches what it starts from, its secrets, and learns who and where it is', async () => {
    await boot('prepare');
    expect(cloud.refused).toEqual([]);
    expect(readFileSync(join(folder, 'opt/agent.js'), 'utf8')).toBe(AGENT);
    const secret = join(folder, 'run/redis-password');
    expect(readFileSync(secret, 'utf8')).toBe('value of /skerry/prod/eu-central-1/redis-password');
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(folder, 'etc/instance.json'), 'utf8'))).toMatchObject({
      id: 'eu-central-1/git/i-0abc',
      zone: 'eu-central-1a',
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

test('the launch is completed once the agent is healthy; at its end an instance drains before it says so', async () => {
  const lived = boot('life');
  await expect.poll(() => server.connections).toBeGreaterThan(5);
  expect(cloud.completed).toEqual([]);
  cloud.healthy = true;
  await lived;
  expect(cloud.completed).toEqual(['boot prod-git i-0abc CONTINUE', 'drain prod-git i-0abc CONTINUE']);
  expect(existsSync(join(folder, 'stopped'))).toBe(true);
});

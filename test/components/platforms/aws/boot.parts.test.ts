import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { Signer, sha256 } from '../../../../storage/s3/signature.ts';
import { until } from '../../../support/until.ts';
import {
  type BootedCloud,
  type BootMachine,
  holdsTheStartContract,
  useBootMachine,
} from '../boot-machine.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

/** What EC2, S3, Parameter Store and Auto Scaling answer an instance. */
const cloud: BootedCloud = {
  platform: 'aws',
  region: 'eu-central-1',
  zone: 'eu-central-1a',
  instance: 'i-0abc',
  parameter: '/skerry/prod/eu-central-1/redis-password',
  booting: 'InService',
  tokenHeader: 'x-aws-ec2-metadata-token',
  metadata: ({ address, state }) => ({
    'instance-id': 'i-0abc',
    'placement/availability-zone': 'eu-central-1a',
    'local-ipv4': address,
    'autoscaling/target-lifecycle-state': state,
    'iam/security-credentials/': 'role-of-the-group',
    'iam/security-credentials/role-of-the-group': JSON.stringify({
      AccessKeyId: CREDENTIALS.accessKeyId,
      SecretAccessKey: CREDENTIALS.secretAccessKey,
      Token: 'session-token',
    }),
  }),
  settings: ({ server }) => ({
    store: { endpoint: server.endpoint, region: 'eu-central-1' },
    ssm: server.endpoint,
    autoscaling: server.endpoint,
    group: 'prod-git',
    hooks: { boot: 'boot', drain: 'drain' },
  }),
  answer,
};
const machine = useBootMachine(cloud);

async function answer(
  machine: BootMachine,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '';
  const body = await buffer(request);
  if (!isSigned(request, path, body)) {
    machine.refused.push(path);
    return void response.writeHead(403).end();
  }
  if (path === '/internal/boot/%3Dagent') return void response.end(machine.kit);
  if (request.headers['x-amz-target'] === 'AmazonSSM.GetParameters') {
    const { Names } = JSON.parse(body.toString()) as { Names: string[] };
    const Parameters = Names.map((Name) => ({ Name, Value: `value of ${Name}` }));
    return void response.end(JSON.stringify({ Parameters, InvalidParameters: [] }));
  }
  const form = new URLSearchParams(body.toString());
  const said = ['LifecycleHookName', 'AutoScalingGroupName', 'InstanceId', 'LifecycleActionResult'];
  machine.completed.push(said.map((name) => form.get(name)).join(' '));
  if (form.get('LifecycleHookName') === 'boot') machine.state = 'Terminated';
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

holdsTheStartContract(machine, cloud);

test('the launch is completed once the agent is healthy; at its end an instance drains before it says so', async () => {
  const lived = machine.boot('life');
  await until('it looks again and again', () => machine.server.connections > 5);
  expect(machine.completed).toEqual([]);
  machine.healthy = true;
  await lived;
  expect(machine.completed).toEqual(['boot prod-git i-0abc CONTINUE', 'drain prod-git i-0abc CONTINUE']);
  expect(existsSync(join(machine.folder, 'stopped'))).toBe(true);
});

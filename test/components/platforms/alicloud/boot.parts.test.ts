import { createHash, createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RpcServer, startRpcServer } from '../../../support/alicloud/rpc-server.ts';
import { until } from '../../../support/until.ts';
import { type BootedCloud, holdsTheStartContract, useBootMachine } from '../boot-machine.ts';

const KEYS = { id: 'STS.made-up', secret: 'made-up-secret', token: 'made-up-token' };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let rpc: RpcServer;

/** What ECS, OSS, OOS and Auto Scaling answer an instance. */
const cloud: BootedCloud = {
  platform: 'alicloud',
  region: 'cn-hangzhou',
  zone: 'cn-hangzhou-i',
  instance: 'i-bp1abc',
  parameter: 'skerry/prod-cn-hangzhou/redis-password',
  booting: 'Pending:Wait',
  tokenHeader: 'x-aliyun-ecs-metadata-token',
  metadata: ({ address }) => ({
    'instance-id': 'i-bp1abc',
    'zone-id': 'cn-hangzhou-i',
    'private-ipv4': address,
    'ram/security-credentials/': 'role-of-the-group',
    'ram/security-credentials/role-of-the-group': JSON.stringify({
      AccessKeyId: KEYS.id,
      AccessKeySecret: KEYS.secret,
      SecurityToken: KEYS.token,
    }),
  }),
  settings: ({ server }) => ({
    store: { endpoint: server.endpoint, region: 'cn-hangzhou', bucket: 'releases' },
    oos: rpc.endpoint,
    ess: rpc.endpoint,
    group: 'asg-1',
    hooks: ['ash-boot', 'ash-drain'],
  }),
  answer: (machine, request, response) => {
    const { url = '' } = request;
    if (!isSigned(request, url)) machine.refused.push(url);
    response.writeHead(machine.refused.length > 0 ? 403 : 200).end(machine.kit);
  },
};
const machine = useBootMachine(cloud);

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
    return { ScalingInstances: { ScalingInstance: [{ LifecycleState: machine.state }] } };
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
    const own = machine.state === 'Pending:Wait' ? 'ash-boot' : 'ash-drain';
    return { LifecycleActions: { LifecycleAction: [waiting(own), waiting('ash-audit')] } };
  },
  '2014-08-28/CompleteLifecycleAction': (params: { required(name: string): string }) => {
    const said = ['LifecycleHookId', 'LifecycleActionToken', 'LifecycleActionResult'];
    machine.completed.push(said.map((name) => params.required(name)).join(', '));
    machine.state = machine.state === 'Pending:Wait' ? 'Removing:Wait' : '';
    return {};
  },
};

beforeAll(async () => {
  rpc = await startRpcServer(
    { secrets: new Map([[KEYS.id, KEYS.secret]]), tokens: new Map([[KEYS.id, KEYS.token]]) },
    actions,
  );
});
afterAll(() => rpc?.stop());
holdsTheStartContract(machine, cloud);

test('completes its launch once the agent is healthy, and its end once it has drained; hooks of others never', async () => {
  const lived = machine.boot('life');
  const looks = () => rpc.asked.filter((action) => action === 'DescribeScalingInstances');
  await until('it looks again and again', () => looks().length > 3);
  expect(machine.completed).toEqual([]);
  machine.healthy = true;
  await lived;
  expect(machine.completed).toEqual([
    'ash-boot, token of ash-boot, CONTINUE',
    'ash-drain, token of ash-drain, CONTINUE',
  ]);
  expect(existsSync(join(machine.folder, 'stopped'))).toBe(true);
});

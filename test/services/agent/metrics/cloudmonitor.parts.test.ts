import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloudMonitorRequests } from '../../../../services/agent/metrics/cloudmonitor.ts';
import { send } from '../../../../services/agent/metrics/send.ts';
import type { Sample } from '../../../../services/metrics/reported.ts';
import { CredentialCache } from '../../../../storage/s3/credential-cache.ts';
import { HttpExchange } from '../../../../storage/s3/http-exchange.ts';
import { type RpcParams, type RpcServer, startRpcServer } from '../../../support/alicloud/rpc-server.ts';

const KEYS = { accessKeyId: 'STS.made-up', secretAccessKey: 'made-up-secret', sessionToken: 'token' };
const SAMPLES: Sample[] = [
  { metric: 'queue-age', value: 12.5 },
  { metric: 'freshness', bucket: 'cn-hangzhou/mirror', value: 7 },
];
const received: Record<string, unknown>[] = [];

const actions = {
  '2019-01-01/PutCustomMetric': (params: RpcParams) => {
    for (let n = 1; params.text(`MetricList.${n}.MetricName`) !== undefined; n += 1) {
      const get = (name: string) => params.required(`MetricList.${n}.${name}`);
      received.push({
        group: get('GroupId'),
        name: get('MetricName'),
        type: get('Type'),
        values: JSON.parse(get('Values')) as unknown,
        dimensions: JSON.parse(get('Dimensions')) as unknown,
      });
    }
    return { Code: '200' };
  },
  '2019-01-01/PutHybridMonitorMetricData': (params: RpcParams) => {
    for (let n = 1; params.text(`MetricList.${n}.Name`) !== undefined; n += 1) {
      const get = (name: string) => params.required(`MetricList.${n}.${name}`);
      received.push({
        namespace: params.required('Namespace'),
        name: get('Name'),
        value: get('Value'),
        label: `${get('Labels.1.Key')}=${get('Labels.1.Value')}`,
      });
    }
    return { Code: '200' };
  },
};

let server: RpcServer;
let exchange: HttpExchange;
beforeAll(async () => {
  const { accessKeyId, secretAccessKey, sessionToken } = KEYS;
  server = await startRpcServer(
    { secrets: new Map([[accessKeyId, secretAccessKey]]), tokens: new Map([[accessKeyId, sessionToken]]) },
    actions,
  );
  exchange = new HttpExchange(new URL(server.endpoint));
});
afterAll(async () => {
  exchange?.close();
  await server?.stop();
});

const requests = () =>
  cloudMonitorRequests(
    SAMPLES,
    'cn-hongkong/mirror-sync',
    {
      kind: 'cloudmonitor',
      endpoint: server.endpoint,
      region: 'cn-hongkong',
      namespace: 'prod',
      monitorGroupId: '42',
    },
    new CredentialCache(() => Promise.resolve({ ...KEYS, renewal: new Date(Date.now() + 1e6) })),
  );

it('puts values where alarms of an application group and where rules of a namespace look, signed by the role', async () => {
  for (const request of await requests()) await send(exchange, request);
  expect(received).toEqual([
    {
      group: '42',
      name: 'queue_age',
      type: '0',
      values: { value: 12.5 },
      dimensions: { group: 'cn-hongkong/mirror-sync' },
    },
    {
      group: '42',
      name: 'freshness',
      type: '0',
      values: { value: 7 },
      dimensions: { bucket: 'cn-hangzhou/mirror' },
    },
    { namespace: 'prod', name: 'queue_age', value: '12.5', label: 'group=cn-hongkong/mirror-sync' },
    { namespace: 'prod', name: 'freshness', value: '7', label: 'bucket=cn-hangzhou/mirror' },
  ]);
});

it('says what the service says where that refuses', async () => {
  server.refuseNext(1, 403, 'NoPermission');
  const [first] = await requests();
  await expect(send(exchange, first!)).rejects.toThrow(/metrics were refused: 403 .*NoPermission/);
});

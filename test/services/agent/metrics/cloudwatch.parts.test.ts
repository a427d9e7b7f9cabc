import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloudWatchRequests } from '../../../../services/agent/metrics/cloudwatch.ts';
import { send } from '../../../../services/agent/metrics/send.ts';
import { CredentialCache } from '../../../../storage/s3/credential-cache.ts';
import { HttpExchange } from '../../../../storage/s3/http-exchange.ts';
import { sha256, Signer } from '../../../../storage/s3/signature.ts';
import { type HttpServer, startHttpServer } from '../../../support/http-server.ts';

const KEYS = { accessKeyId: 'ASIAMADEUP', secretAccessKey: 'made-up-secret', sessionToken: 'token' };
const received: Record<string, string>[] = [];
let server: HttpServer;

/** PutMetricData of the query protocol; a signature is held to the one whose vectors AWS has published. */
beforeAll(async () => {
  server = await startHttpServer((request, response) => {
    void text(request).then((body) => {
      const { authorization = '' } = request.headers;
      const [, names = ''] = /SignedHeaders=(\S+),/.exec(authorization) ?? [];
      const headers = Object.fromEntries(
        names.split(';').map((name) => [name, String(request.headers[name])]),
      );
      const signed = { method: 'POST', path: '/', query: '', headers, bodyDigest: sha256(body) };
      const signer = new Signer(KEYS, { region: 'eu-central-1', service: 'monitoring' });
      const isTrusted =
        authorization === signer.authorization(signed) &&
        headers['x-amz-security-token'] === KEYS.sessionToken;
      if (isTrusted) received.push(Object.fromEntries(new URLSearchParams(body)));
      response.writeHead(isTrusted ? 200 : 403).end('<PutMetricDataResponse/>');
    });
  });
});
afterAll(() => server?.stop());

it('puts values where alarms and rules of AWS look, signed by the role', async () => {
  const exchange = new HttpExchange(new URL(server.endpoint));
  const requests = await cloudWatchRequests(
    [
      { metric: 'backlog-per-instance', value: 250 },
      { metric: 'freshness', bucket: 'eu-central-1/mirror', value: 7.5 },
    ],
    'eu-central-1/mirror-sync',
    { kind: 'cloudwatch', endpoint: server.endpoint, region: 'eu-central-1', namespace: 'Skerry/prod' },
    new CredentialCache(() => Promise.resolve({ ...KEYS, renewal: new Date(Date.now() + 1e6) })),
  );
  for (const request of requests) await send(exchange, request);
  exchange.close();
  expect(received).toEqual([
    {
      Action: 'PutMetricData',
      Version: '2010-08-01',
      Namespace: 'Skerry/prod',
      'MetricData.member.1.MetricName': 'backlog-per-instance',
      'MetricData.member.1.Value': '250',
      'MetricData.member.1.Unit': 'Count',
      'MetricData.member.1.Dimensions.member.1.Name': 'group',
      'MetricData.member.1.Dimensions.member.1.Value': 'eu-central-1/mirror-sync',
      'MetricData.member.2.MetricName': 'freshness',
      'MetricData.member.2.Value': '7.5',
      'MetricData.member.2.Unit': 'Seconds',
      'MetricData.member.2.Dimensions.member.1.Name': 'bucket',
      'MetricData.member.2.Dimensions.member.1.Value': 'eu-central-1/mirror',
    },
  ]);
});

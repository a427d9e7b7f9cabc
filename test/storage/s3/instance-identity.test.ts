import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { ec2Credentials } from '../../../storage/s3/instance-identity.ts';
import { freeLoopbackAddress } from '../../support/loopback.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  vi.unstubAllEnvs();
});

/** Answers as IMDSv2 does: nothing without a token. */
async function metadataService(answer: string): Promise<void> {
  const address = await freeLoopbackAddress(8082);
  server = createServer((request, response) => {
    const { method, url = '', headers } = request;
    const isTokenAsked = method === 'PUT' && url === '/latest/api/token';
    if (isTokenAsked && headers['x-aws-ec2-metadata-token-ttl-seconds']) return response.end('token');
    if (headers['x-aws-ec2-metadata-token'] !== 'token') return response.writeHead(401).end();
    return response.end(
      url.endsWith('/security-credentials/') ? 'the-role\n' : url.endsWith('/the-role') ? answer : '',
    );
  }).listen(8082, address);
  await once(server, 'listening');
  vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', `http://${address}:8082`);
}

it("takes the role's credentials, and renews them before their end", async () => {
  const answer = { AccessKeyId: 'a', SecretAccessKey: 's', Token: 't', Expiration: '2030-01-01T01:00:00Z' };
  await metadataService(JSON.stringify(answer));
  expect(await ec2Credentials()).toEqual({
    accessKeyId: 'a',
    secretAccessKey: 's',
    sessionToken: 't',
    renewal: new Date('2030-01-01T00:55:00Z'),
    expiration: new Date('2030-01-01T01:00:00Z'),
  });
});

it('tells what to do where there is no identity', async () => {
  await metadataService('{}');
  await expect(ec2Credentials()).rejects.toThrow(/lacks AccessKeyId.*set credentialsFile/);
});

import { afterEach, expect, it, vi } from 'vitest';
import { ecsCredentials } from '../../../storage/oss/instance-identity.ts';
import { type HttpServer, startHttpServer } from '../../support/http-server.ts';

let server: HttpServer | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.stop();
});

it("takes the credentials of an ECS instance's role, in the hardened mode, and renews them before their end", async () => {
  const keys = {
    AccessKeyId: 'STS.a',
    AccessKeySecret: 's',
    SecurityToken: 't',
    Expiration: '2030-01-01T06:00:00Z',
    Code: 'Success',
  };
  const roles = '/latest/meta-data/ram/security-credentials/';
  server = await startHttpServer(({ method, url = '', headers }, response) => {
    const isAsked = method === 'PUT' && headers['x-aliyun-ecs-metadata-token-ttl-seconds'] !== undefined;
    if (isAsked && url === '/latest/api/token') return response.end('token');
    if (headers['x-aliyun-ecs-metadata-token'] !== 'token') return response.writeHead(403).end();
    if (url === roles) return response.end('role-of-the-group');
    return url === `${roles}role-of-the-group`
      ? response.end(JSON.stringify(keys))
      : response.writeHead(404).end();
  });
  vi.stubEnv('SKERRY_ECS_METADATA_ENDPOINT', server.endpoint);
  expect(await ecsCredentials()).toEqual({
    accessKeyId: 'STS.a',
    secretAccessKey: 's',
    sessionToken: 't',
    renewal: new Date('2030-01-01T05:45:00Z'),
    expiration: new Date('2030-01-01T06:00:00Z'),
  });
});

import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { sha256, Signer } from '../../storage/s3/signature.ts';
import type { StoreConfig } from '../../storage/store-config.ts';
import { startHttpServer } from './http-server.ts';
import { SignedForward } from './signed-forward.ts';

export interface RoleKeys {
  accessKeyId: string;
  secretAccessKey: string;
  token: string;
}

/** Before a store that knows no temporary keys: takes requests that these have signed, and no others. */
export async function startRoleGateway(behind: StoreConfig, keys: RoleKeys) {
  const forward = new SignedForward(behind);
  const signer = new Signer(keys, { region: behind.region, service: 's3' });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const body = await buffer(request);
    const names = /SignedHeaders=(\S+),/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
    const signed = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
    const expected = signer.authorization({ method, path, query, headers: signed, bodyDigest: sha256(body) });
    if (headers.authorization !== expected || signed['x-amz-security-token'] !== keys.token) {
      response.writeHead(403).end();
      return;
    }
    const passed = Object.entries(signed).filter(
      ([name]) => !/^(host|x-amz-(date|content-sha256|security-token))$/.test(name),
    );
    const answered = await forward.send({ method, path, query, headers: Object.fromEntries(passed), body });
    response.writeHead(answered.statusCode ?? 500, answered.headers);
    await pipeline(answered, response);
  }

  const server = await startHttpServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return {
    endpoint: server.endpoint,
    async stop() {
      await server.stop();
      forward.close();
    },
  };
}

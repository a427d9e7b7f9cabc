import { readFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { amzDate, sha256, Signer } from '../../storage/s3/signature.ts';
import type { StoreConfig } from '../../storage/store-config.ts';

export interface Forwarded {
  method: string;
  path: string;
  /** Ordered and encoded, as it is signed. */
  query: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** Sends requests to an S3 store under its own key, whoever has signed them before. */
export class SignedForward {
  readonly #url: URL;
  readonly #signer: Signer;
  readonly #agent = new Agent({ keepAlive: true });

  constructor({ endpoint, region, credentialsFile = '' }: StoreConfig) {
    const keys = JSON.parse(readFileSync(credentialsFile, 'utf8')) as {
      accessKeyId: string;
      secretAccessKey: string;
    };
    this.#url = new URL(endpoint);
    this.#signer = new Signer(keys, { region, service: 's3' });
  }

  send({ method, path, query, headers, body }: Forwarded): Promise<IncomingMessage> {
    const bodyDigest = sha256(body);
    const all: Record<string, string> = {
      ...headers,
      host: this.#url.host,
      'x-amz-date': amzDate(new Date()),
      'x-amz-content-sha256': bodyDigest,
    };
    const authorization = this.#signer.authorization({ method, path, query, headers: all, bodyDigest });
    return new Promise((resolve, reject) => {
      const asked = httpRequest({
        host: this.#url.hostname,
        port: this.#url.port,
        agent: this.#agent,
        method,
        path: query === '' ? path : `${path}?${query}`,
        headers: { ...all, authorization, ...(body.length > 0 && { 'content-length': body.length }) },
      });
      asked.on('response', resolve).on('error', reject).end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

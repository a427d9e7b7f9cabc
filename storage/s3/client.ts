import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { StoreConfig } from '../store-config.ts';
import { readCredentials } from './credentials.ts';
import { needsPathStyle } from './endpoint.ts';
import { IDLE_TIMEOUT, SOCKETS } from './exchange.ts';
import { retryStrategy } from './retry.ts';

/** Milliseconds until a request has a connected socket; the wait for a free one of the pool counts. */
const CONNECT_TIMEOUT = 10_000;

export function createS3Client(config: StoreConfig): S3Client {
  const agent = { keepAlive: true, maxSockets: SOCKETS };
  const options: S3ClientConfig = {
    endpoint: config.endpoint,
    region: config.region,
    retryStrategy,
    forcePathStyle: needsPathStyle(config.endpoint),
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT,
      socketTimeout: IDLE_TIMEOUT,
      httpAgent: agent,
      httpsAgent: agent,
    },
    // The signature already covers a SHA-256 of each body; a second checksum would only cost CPU.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
  const { credentialsFile } = config;
  if (credentialsFile !== undefined) options.credentials = () => readCredentials(credentialsFile);
  return new S3Client(options);
}

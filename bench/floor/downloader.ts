/**
 * The floor of a full sync: a plain undici downloader that puts all it gets into a bucket by the cloud's own SDK,
 * without queue, checks, order or records. `node downloader.ts <config.json>`: `{"upstream", "store", "concurrency"}`; prints its seconds.
 */
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { expandVersions } from '../expand.ts';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { StoreConfig } from '../../storage/store-config.ts';

interface Config {
  upstream: string;
  store: StoreConfig;
  concurrency: number;
}

const {
  upstream,
  store: storeConfig,
  concurrency,
} = JSON.parse(await readFile(process.argv[2]!, 'utf8')) as Config;
const dispatcher = new Agent({ connections: concurrency });
const client = new S3Client({
  endpoint: storeConfig.endpoint,
  region: storeConfig.region,
  forcePathStyle: true,
  credentials: JSON.parse(await readFile(storeConfig.credentialsFile!, 'utf8')) as {
    accessKeyId: string;
    secretAccessKey: string;
  },
  // The signature covers the body's digest already; a second checksum would only slow the floor down.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  requestHandler: { httpAgent: { keepAlive: true, maxSockets: concurrency } },
});

async function put(key: string, body: Buffer): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: storeConfig.bucket, Key: key, Body: body }));
}

async function download(url: string): Promise<Buffer> {
  const { statusCode, body } = await request(url, { dispatcher });
  if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`);
  return Buffer.from(await body.arrayBuffer());
}

async function each<T>(items: T[], action: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const item of queue) await action(item);
    }),
  );
}

const started = performance.now();
const { packageNames } = JSON.parse((await download(`${upstream}/packages/list.json`)).toString()) as {
  packageNames: string[];
};
const dists: string[] = [];
await each(
  packageNames.flatMap((name) => [name, `${name}~dev`]),
  async (name) => {
    const body = await download(`${upstream}/p2/${name}.json`);
    await put(`floor/p2/${name}.json`, body);
    dists.push(...expandVersions(body).map(({ dist }) => dist.url));
  },
);
let bytes = 0;
await each(dists, async (url) => {
  const body = await download(url);
  bytes += body.byteLength;
  await put(`floor/dists${new URL(url).pathname}`, body);
});
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, dists: dists.length, bytes }));
await dispatcher.close();
client.destroy();

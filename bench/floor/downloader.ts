/**
 * The floor of a full sync: a plain undici downloader that puts all it gets into a bucket, without queue,
 * checks, order or records. `node downloader.ts <config.json>`: `{"upstream", "store", "concurrency"}`; prints its seconds.
 */
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { expandVersions } from '../expand.ts';
import { amzDate, encodePath, sha256, Signer } from '../../storage/s3/signature.ts';
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
const credentials = JSON.parse(await readFile(storeConfig.credentialsFile!, 'utf8')) as {
  accessKeyId: string;
  secretAccessKey: string;
};
const { endpoint, region, bucket } = storeConfig;
const signer = new Signer(credentials, { region, service: 's3' });

async function put(key: string, body: Buffer): Promise<void> {
  const path = `/${bucket}/${encodePath(key)}`;
  const bodyDigest = sha256(body);
  const headers = {
    host: new URL(endpoint).host,
    'x-amz-content-sha256': bodyDigest,
    'x-amz-date': amzDate(new Date()),
  };
  const signable = { method: 'PUT', path, query: '', headers, bodyDigest };
  const signed = signer.authorization(signable);
  const answer = await request(`${endpoint}${path}`, {
    dispatcher,
    method: 'PUT',
    headers: { ...headers, authorization: signed },
    body,
  });
  if (answer.statusCode !== 200) throw new Error(`PUT ${path}: ${answer.statusCode}`);
  await answer.body.dump();
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

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ByteReader } from '../../release/byte-reader.ts';
import { readBounded } from '../../release/read-bounded.ts';
import { createReader } from '../../storage/create-reader.ts';
import { startHttpServer } from '../support/http-server.ts';

it('reads of whole bodies share one connection', async () => {
  const body = Buffer.alloc(300_000, 'x');
  const server = await startHttpServer((_, response) => response.end(body));
  const folder = await mkdtemp(join(tmpdir(), 'skerry-reads-'));
  const credentialsFile = join(folder, 'key.json');
  await writeFile(credentialsFile, JSON.stringify({ accessKeyId: 'a', secretAccessKey: 'b' }));
  const { endpoint } = server;
  const store = createReader({ dialect: 's3', endpoint, bucket: 'b', region: 'r', credentialsFile });
  try {
    for (let read = 0; read < 5; read++) {
      const whole = await readBounded(store, 'internal/=a', body.byteLength, 'it');
      expect(whole?.equals(body)).toBe(true);
    }
    expect(server.connections).toBe(1);
  } finally {
    store.close();
    await server.stop();
    await rm(folder, { recursive: true });
  }
});

it('a failure at the close of a reader does not hide what was taken, nor why it was closed', async () => {
  async function* chunks() {
    yield await Promise.resolve(Buffer.from('begin'));
    throw new Error('cut');
  }
  const reader = new ByteReader(chunks());
  expect(String(await reader.take(5))).toBe('begin');
  await reader.close();
});

it('a reader that is closed early ends its transfer', async () => {
  let isEnded = false;
  async function* chunks() {
    try {
      for (;;) yield await Promise.resolve(Buffer.from('more'));
    } finally {
      isEnded = true;
    }
  }
  await new ByteReader(chunks()).close();
  expect(isEnded).toBe(true);
});

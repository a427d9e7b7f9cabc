import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { awaitBuckets } from '../../../cli/local/boot-parts.ts';
import { silentBuckets } from '../../../cli/local/silent-buckets.ts';
import { writeRecord, type FoundPart } from '../../../providers/local/parts/record.ts';

let folder: string;
let server: Server;
let url: string;
/** Whether the bucket is ready, question by question; the last answer stays. */
let answers: boolean[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skerry-buckets-'));
  answers = [true];
  server = createServer((_request, response) => {
    const ready = answers.length > 1 ? answers.shift() : answers[0];
    response.writeHead(ready === true ? 200 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const record = (name: string, changes: Partial<FoundPart> = {}): Promise<void> =>
  writeRecord(folder, {
    version: 1,
    id: `local/${name}`,
    kind: 'bucket',
    region: 'local',
    name,
    phase: 'ready',
    probe: { type: 'http', url },
    inputs: {},
    ...changes,
  });
const nobody = { type: 'tcp' as const, host: '127.255.255.253', ports: [7070] };

it('finds the buckets that are made and give no answer, and no other part', async () => {
  expect(await silentBuckets(folder)).toEqual([]);
  await record('bucket-answers');
  await record('bucket-silent', { probe: nobody });
  await record('bucket-unmade', { probe: nobody, phase: 'creating' });
  await record('redis', { probe: nobody, kind: 'redis' });
  expect(await silentBuckets(folder)).toEqual(['local/bucket-silent']);
});

it('waits until all buckets answer', async () => {
  answers = [false, false, true];
  await record('bucket-late');
  const notes: string[] = [];
  await awaitBuckets(folder, (text) => notes.push(text), 10_000);
  expect([answers, notes]).toEqual([[true], []]);
});

it('goes on without a bucket that does not come, and says so', async () => {
  await record('bucket-lost', { probe: nobody });
  const notes: string[] = [];
  await awaitBuckets(folder, (text) => notes.push(text), 200);
  expect(notes).toEqual(['local/bucket-lost does not answer 0.2 s after its start']);
});

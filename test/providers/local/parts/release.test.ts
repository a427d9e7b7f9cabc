import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeRecord } from '../../../../providers/local/parts/record.ts';
import type { PartRecord } from '../../../../providers/local/parts/record.ts';
import { release } from '../../../../providers/local/parts/release.ts';
import { physical } from '../../../../providers/local/state/layout.ts';
import { freeLoopbackAddress } from '../../../support/loopback.ts';

const inputs = {
  bucket: 'local-1/data',
  endpoint: 'http://bucket',
  channel: 'services',
  root: 'f'.repeat(64),
};
const outputs = { ...inputs, epoch: 3 };
const id = release.id(inputs);

let stateDir = '';
beforeEach(async () => {
  stateDir = physical(mkdtempSync(join(tmpdir(), 'skerry-release-')));
  const common = { version: 1, region: 'local-1', phase: 'ready' } as const;
  await writeRecord(stateDir, { ...common, id, kind: 'release', name: 'services', inputs: outputs });
});
afterEach(() => rmSync(stateDir, { recursive: true }));

async function declareBucket(phase: PartRecord['phase']): Promise<void> {
  const address = await freeLoopbackAddress(7070);
  await writeRecord(stateDir, {
    version: 1,
    id: 'local-1/bucket-data',
    kind: 'bucket',
    region: 'local-1',
    name: 'data',
    phase,
    address,
    probe: { type: 'http', url: `http://${address}:7070/healthz` },
    inputs: {},
  });
}

const read = () => release.read({ stateDir, root: stateDir }, id, outputs);

test('a release is as it was recorded while the server of its bucket does not answer', async () => {
  await declareBucket('ready');
  expect(await read()).toEqual({ inputs, outputs });
});

test('a release is gone with its bucket, even if that is there in part', async () => {
  expect(await read()).toBeUndefined();
  await declareBucket('removing');
  expect(await read()).toBeUndefined();
});

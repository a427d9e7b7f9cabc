import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createStore } from '../../../storage/create-store.ts';
import type { ObjectStore } from '../../../storage/store.ts';
import { until } from '../../support/until.ts';
import { startVersitygw, type Versitygw } from '../../support/versitygw.ts';
import { TinyClone, type Started } from '../support/tiny-clone.ts';

vi.setConfig({ testTimeout: 240_000 });

const site = `config:
  skerry:site:
    version: 1
    stage: production
    platform: aws
    account: {id: "123456789012"}
    regions:
      eu-central-1:
        network: {cidr: 10.32.0.0/16, zones: [eu-central-1a, eu-central-1b]}
        buckets:
          data: {access: private}
`;

/**
 * In an update, which holds the lock, as previews don't: says that it runs, and waits where a file asks for it. What it
 * gives out is in another file.
 */
const program = `
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
export default async function () {
  const isUpdate = process.env.PULUMI_NODEJS_DRY_RUN !== 'true';
  if (isUpdate) writeFileSync('running', '');
  while (isUpdate && existsSync('wait')) await new Promise((resolve) => setTimeout(resolve, 50));
  return { endpoints: { mirror: readFileSync('answer', 'utf8') } };
}
`;

const checkpoint = 'team/.pulumi/stacks/skerry/prod.json';
const locks = 'team/.pulumi/locks/organization/skerry/prod/';

let bucket: Versitygw;
let store: ObjectStore;
let clone: TinyClone;

beforeAll(async () => {
  bucket = await startVersitygw();
  store = createStore(bucket.config);
  clone = await TinyClone.create(program);
  await writeFile(clone.stackFile('prod'), site);
  const credentials = JSON.parse(await readFile(bucket.config.credentialsFile!, 'utf8')) as {
    accessKeyId: string;
    secretAccessKey: string;
  };
  Object.assign(clone.env, {
    PULUMI_BACKEND_URL: `s3://test/team?endpoint=${bucket.endpoint}&region=local&s3ForcePathStyle=true`,
    PULUMI_CONFIG_PASSPHRASE: 'only for tests',
    PULUMI_HOME: join(clone.root, 'home'),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  });
  await answer('one');
});
afterAll(async () => {
  await clone?.dispose();
  store?.close();
  await bucket?.stop();
});

const path = (name: string): string => join(clone.root, name);
const answer = (text: string): Promise<void> => writeFile(path('answer'), text);
const begin = (): Started => clone.start(path('cli/bin/skerry'), ['up', 'prod', '--yes', '--no-wait']);

async function mustDo(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const ended = await clone.skerry(args);
  expect(ended.code, `skerry ${args.join(' ')}:\n${ended.stderr}`).toBe(0);
  return ended;
}

/** An `up` whose program runs and goes on only when it is told to. */
async function beginAndHold(): Promise<Started> {
  await writeFile(path('wait'), '');
  await rm(path('running'), { force: true });
  const run = begin();
  await until('the program runs', () => existsSync(path('running')), { timeout: 60_000 });
  return run;
}

async function keysBelow(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key.slice(prefix.length));
  return keys;
}

/** Times of the backups, the newest first. */
async function backups(): Promise<string[]> {
  const { stdout } = await mustDo('state', 'list', 'prod', '--json');
  return (JSON.parse(stdout) as { backups: { taken: string }[] }).backups.map(({ taken }) => taken);
}

async function output(): Promise<unknown> {
  const found = await store.get(checkpoint);
  if (typeof found !== 'object') throw new Error(`${checkpoint} is not there`);
  const text = Buffer.from(found.body).toString('utf8');
  return /"mirror": ?"(\w+)"/.exec(text)?.[1];
}

it('refuses to keep the state of a production stack in a folder, and previews with a warning', async () => {
  const folder = path('state');
  const url = clone.env['PULUMI_BACKEND_URL'];
  clone.env['PULUMI_BACKEND_URL'] = `file://${folder.replaceAll(' ', '%20')}`;
  try {
    const { code, stderr } = await clone.skerry(['up', 'prod', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `prod is a production stack, and its state would lie in ${folder} of this machine`,
    );
    expect(stderr).toContain('fix:   PULUMI_BACKEND_URL=s3://<bucket>?region=<region>');
    expect(existsSync(path('running'))).toBe(false);
    expect((await clone.skerry(['preview', 'prod'])).stderr).toContain('`skerry up prod` will refuse it');
  } finally {
    clone.env['PULUMI_BACKEND_URL'] = url;
  }
});

describe('with the state in a bucket', () => {
  it('one of two at a time works on a stack; the other is told who does, and since when', async () => {
    const first = await beginAndHold();
    const second = await begin().ended;
    const [lock] = await keysBelow(locks);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      /error: another run works on prod: \S+@\S+ \(pid \d+\) since 20\d\d-\d\d-\d\dT[\d:]+Z\n/,
    );
    const id = lock!.replace('.json', '');
    expect(second.stderr).toContain(`if it is gone for sure: skerry unlock prod ${id}`);
    // The holder runs on this machine, so that it is known.
    const broken = await clone.skerry(['unlock', 'prod', id, '--yes']);
    expect([broken.code, broken.stderr]).toEqual([
      1,
      expect.stringContaining('the holder of this lock runs'),
    ]);

    await rm(path('wait'));
    const { code, stderr } = await first.ended;
    expect(code, stderr).toBe(0);
    expect(await keysBelow(locks)).toEqual([]);
    expect((await mustDo('unlock', 'prod')).stdout).toBe('prod is not locked\n');
  });

  it('what a killed run has left is removed by its id alone, and the next run goes on', async () => {
    const run = await beginAndHold();
    process.kill(run.child.pid!, 'SIGKILL');
    await run.ended;
    await rm(path('wait'));
    const refused = await begin().ended;
    expect(refused.code).toBe(1);
    const id = /skerry unlock prod (\S+)/.exec(refused.stderr)?.[1];
    const other = `${locks}11111111-2222-4333-8444-555555555555.json`;
    const held = { pid: 7, username: 'lin', hostname: 'elsewhere', timestamp: '2026-11-22T07:17:13.5Z' };
    await store.put(other, Buffer.from(JSON.stringify(held)));

    const listed = (await mustDo('unlock', 'prod')).stdout;
    expect(listed).toContain(id!);
    expect(listed).toContain('lin@elsewhere (pid 7) since 2026-11-22T07:17:13Z');
    const unknown = await clone.skerry(['unlock', 'prod', 'no-such-lock', '--yes']);
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      expect.stringContaining('prod has no lock no-such-lock; there is '),
    ]);
    await mustDo('unlock', 'prod', id!, '--yes');
    expect(await keysBelow(locks)).toEqual(['11111111-2222-4333-8444-555555555555.json']);
    expect((await begin().ended).stderr).toContain('lin@elsewhere (pid 7) since 2026-11-22T07:17:13Z');
    await mustDo('unlock', 'prod', '11111111-2222-4333-8444-555555555555', '--yes');
    await mustDo('up', 'prod', '--yes', '--no-wait');
  });

  it('is put aside before each change, and comes back as it was', async () => {
    await answer('yesterday');
    await mustDo('up', 'prod', '--yes', '--no-wait');
    const yesterday = (await backups())[0]!;
    await answer('today');
    await mustDo('up', 'prod', '--yes', '--no-wait');
    expect(await output()).toBe('today');

    const { stderr } = await mustDo('state', 'restore', 'prod', yesterday, '--yes');
    expect(stderr).toContain('the state of before is in the backup of ');
    expect(await output()).toBe('yesterday');
    // Back and forth: what was restored over is a backup, too.
    const [, aside] = /backup of (\S+)\n/.exec(stderr) ?? [];
    await mustDo('state', 'restore', 'prod', aside!, '--yes');
    expect(await output()).toBe('today');
  });

  it('comes back after it was lost altogether', async () => {
    await mustDo('state', 'backup', 'prod');
    await store.delete(checkpoint);
    await store.delete(`${checkpoint}.bak`);
    await mustDo('state', 'restore', 'prod', (await backups())[0]!, '--yes');
    expect(await output()).toBe('today');
    await mustDo('up', 'prod', '--yes', '--no-wait');
  });

  it('a change by hand between two runs is in a backup of its own', async () => {
    expect((await mustDo('state', 'backup', 'prod')).stderr).toContain('nothing has changed since');
    const before = (await backups()).length;
    const found = await store.get(checkpoint);
    const text = Buffer.from((found as { body: Uint8Array }).body).toString('utf8');
    await store.put(checkpoint, Buffer.from(text.replace('today', 'other')));
    await mustDo('up', 'prod', '--yes', '--no-wait');
    // One by us before the run, one by the engine after it.
    expect((await backups()).length).toBe(before + 2);
  });

  it.each([
    ['none of such a time', '1999', 'prod has no backup of 1999'],
    ['several', '20', 'backups of prod are of 20: say which'],
  ])('is not restored where there are %s', async (_title, taken, message) => {
    const { code, stderr } = await clone.skerry(['state', 'restore', 'prod', taken, '--yes']);
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});

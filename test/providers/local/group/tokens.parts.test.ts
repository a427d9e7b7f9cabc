import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { readParts } from '../../../../providers/local/status.ts';
import { TestStack } from '../engine.ts';
import { wholeSite } from '../site.ts';
import type { Declared } from '../engine.ts';

/** Several engine starts, on a machine that may be busy. */
vi.setConfig({ testTimeout: 300_000 });

const CANARY = 'canary-3f9a61c2';
const first = JSON.stringify({ 'api.github.com': `${CANARY}-one` });
const second = JSON.stringify({ 'api.github.com': `${CANARY}-two` });

const stack = new TestStack();
afterAll(() => stack.close());

const told: string[] = [];

async function run(...words: string[]): Promise<void> {
  const { status, output } = await stack.run(...words, '--stack', 'test');
  told.push(output);
  expect(status, output).toBe(0);
}

const up = (): Promise<void> => run('up', '--yes', '--skip-preview', '--diff');

async function syncGroup(): Promise<Declared[]> {
  const parts = (await wholeSite(stack)).filter(({ name }) =>
    ['network', 'redis', 'bucket', 'release'].includes(name),
  );
  return [
    ...parts,
    {
      name: 'sync',
      type: 'ScalingGroup',
      inputs: {
        region: 'local-1',
        name: 'mirror-sync',
        network: '${network.cidr}',
        zones: ['local-1a'],
        workload: 'mirror-sync',
        capacity: { owner: 'iac', min: 0, max: 2, desired: 1 },
        loadBalancers: [],
        port: 8080,
        drainSeconds: 1,
        release: { bucket: 'local-1/mirror', channel: 'services', epoch: '${release.epoch}' },
        settings: {
          kind: 'mirror-sync',
          composer: { upstream: 'http://127.0.0.1:9', only: [], intervalSeconds: 300 },
          filesUrl: 'http://files',
          publishTo: ['local-1/mirror'],
          redis: 'local-1/redis',
          workers: 1,
        },
        codeHostTokens: '${secret.codeHostTokens}',
      },
    },
  ];
}

const tokenFiles = (): string[] =>
  readdirSync(join(stack.stateDir, 'keys')).filter((name) => name.includes('tokens'));

/** The path that the group's only instance is told, as its workload tells it. */
async function toldToInstance(): Promise<string> {
  const [instance, ...others] = (await readParts(stack.stateDir)).filter(({ kind }) => kind === 'instance');
  expect(others).toEqual([]);
  const answer = await fetch(`http://${instance?.address?.split(':')[0] ?? ''}:8080/`);
  const { settings } = (await answer.json()) as { settings: { composer: { codeHostTokensFile: string } } };
  return settings.composer.codeHostTokensFile;
}

/** Every file of the stack that holds the secret: the backend's state, the records, logs and configurations included. */
function holders(): string[] {
  const files = execFileSync('find', [stack.folder, '-type', 'f', '-not', '-path', '*/home/*'], {
    encoding: 'utf8',
  });
  return files.split('\n').filter((file) => file !== '' && readFileSync(file).includes(CANARY));
}

test('tokens of code hosts reach the sync in a file of its own, and nobody else', async () => {
  await stack.init();
  await run('config', 'set', '--secret', 'codeHostTokens', first);
  stack.declare(...(await syncGroup()));
  await up();
  const file = await toldToInstance();
  expect(readFileSync(file, 'utf8')).toBe(first);
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  expect(holders()).toEqual([file]);

  await run('refresh', '--yes', '--skip-preview');
  await run('preview', '--diff', '--expect-no-changes');
  await run('stack', 'export');

  await run('config', 'set', '--secret', 'codeHostTokens', second);
  await up();
  const after = await toldToInstance();
  expect(readFileSync(after, 'utf8')).toBe(second);
  expect(holders()).toEqual([after]);
  expect(tokenFiles()).toHaveLength(1);

  await run('destroy', '--yes', '--skip-preview');
  expect(tokenFiles()).toEqual([]);
  expect(holders()).toEqual([]);
  expect(told.join('\n')).not.toContain(CANARY);
});

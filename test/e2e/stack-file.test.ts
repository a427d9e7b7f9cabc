import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conditionOf } from './support/condition.ts';
import { mistakes } from './support/mistakes.ts';
import type { Result } from './support/run.ts';
import { status } from './support/status.ts';
import { Workspace } from './support/workspace.ts';

describe('an edit of the file of a running stack', () => {
  let workspace: Workspace;
  let good: string;

  beforeAll(async () => {
    workspace = await Workspace.create();
    good = await readFile(join(workspace.root, 'stacks/Pulumi.local.yaml'), 'utf8');
    const { code, output } = await up();
    expect(code, output).toBe(0);
  });

  afterAll(async () => await workspace.dispose());

  const up = () => workspace.skerry(['up', 'local', '--yes']);

  /** `skerry up` with the edited file; puts the good one back. */
  async function upWith(edited: string): Promise<Result> {
    expect(edited).not.toBe(good);
    await workspace.writeStack('local', edited);
    try {
      return await up();
    } finally {
      await workspace.writeStack('local', good);
    }
  }

  it.each(mistakes)(
    '$name: one message, exit 1, nothing changed',
    async ({ name, edit: [from, to], code }) => {
      const before = await conditionOf(workspace);
      const result = await upWith(good.replace(from, to));
      expect(result.code, result.output).toBe(1);
      expect(result.output).toContain(code);
      const steady = result.output.replace(/ in \d+ ms/, ' in N ms');
      await expect(steady).toMatchFileSnapshot(`golden/bad-input/${name}.txt`);
      expect(await conditionOf(workspace)).toEqual(before);
    },
  );

  it('is refused for a port that somebody else has on this machine', async () => {
    const server = createServer().listen(0, '0.0.0.0');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    try {
      const before = await conditionOf(workspace);
      const { code, output } = await upWith(
        good.replace('listeners: {http: 8080}', `listeners: {http: ${port}}`),
      );
      expect(code, output).toBe(1);
      expect(output).toContain('lb/port-in-use');
      const steady = output
        .replaceAll(String(port), 'PORT')
        .replace(/ in \d+ ms/, ' in N ms')
        .replace(/\^+/g, '^^^^')
        .replaceAll(String(process.pid), 'PID');
      await expect(steady).toMatchFileSnapshot('golden/bad-input/port-in-use.txt');
      expect(await conditionOf(workspace)).toEqual(before);
    } finally {
      server.close();
    }
  });

  /** Runs it while clients ask for the root again and again, and fails where one of them is refused. */
  async function underLoad(change: () => Promise<Result>): Promise<Result> {
    const { endpoints } = await status(workspace, 'local');
    const failures: string[] = [];
    let requests = 0;
    let isChanging = true;
    const load = (async () => {
      while (isChanging) {
        requests += 1;
        // A connection each, so that none is kept to an instance that goes.
        const answer = await fetch(`${endpoints['mirror']}/packages.json`, {
          headers: { connection: 'close' },
        });
        if (answer.status !== 200) failures.push(`request ${requests}: ${answer.status}`);
        await answer.arrayBuffer();
      }
    })();
    try {
      return await change();
    } finally {
      isChanging = false;
      await load;
      expect(requests).toBeGreaterThan(10);
      expect(failures).toEqual([]);
    }
  }

  async function expectInstances(desired: Record<string, number>): Promise<void> {
    const { groups, parts } = await status(workspace, 'local');
    for (const [name, count] of Object.entries(desired)) {
      expect(groups.find((group) => group.name === name)).toMatchObject({
        desired: count,
        running: count,
        healthy: count,
      });
      const instances = parts.filter((part) => part.name.startsWith(`local/${name}/`));
      const answers = await Promise.all(
        instances.map(async ({ address }) => (await fetch(`http://${address}/healthz`)).status),
      );
      expect(answers).toEqual(Array.from({ length: count }, () => 200));
    }
  }

  it('scales groups out and keeps serving, though the new upstream is refused, with the reason', async () => {
    const closed = await closedPort();
    const capacity = (group: string) => new RegExp(`(${group}:\\n\\s+capacity: \\{[^}]*desired: )2`);
    const edited = good
      .replace(capacity('mirror-serve'), '$14')
      .replace(capacity('mirror-sync'), '$13')
      .replace('upstream: sample', `upstream: "http://127.0.0.1:${closed}"`);
    expect(edited.match(/desired: [34]/g)).toHaveLength(2);
    const { code, output } = await underLoad(() => upWith(edited));
    expect(code, output).toBe(1);
    expect(output).toContain(`127.0.0.1:${closed}`);
    expect(output).toMatch(/the mirror refuses its upstream: .*(ECONNREFUSED|refused)/);
    await expectInstances({ 'mirror-serve': 4, 'mirror-sync': 3 });
  });

  it('is undone by plain pulumi, which scales in while instances drain', async () => {
    const { code, output } = await underLoad(() => plainPulumi('pulumi up -s local --yes'));
    expect(code, output).toBe(0);
    await expectInstances({ 'mirror-serve': 2, 'mirror-sync': 2 });
  });

  it('leaves nothing to change once it is undone, and git status clean', async () => {
    const own = await workspace.skerry(['up', 'local', '--yes', '--json']);
    expect(own.code, own.output).toBe(0);
    expect((JSON.parse(own.stdout) as { changes: object }).changes).toEqual({});
    const plain = await plainPulumi('pulumi preview -s local --expect-no-changes');
    expect(plain.code, plain.output).toBe(0);
    const { stdout } = await workspace.start('git', ['status', '--porcelain']).result;
    expect(stdout).toBe('');
  });

  function plainPulumi(command: string): Promise<Result> {
    return workspace.start('sh', ['-ec', `exports=$(skerry env local); eval "$exports"; ${command}`]).result;
  }
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

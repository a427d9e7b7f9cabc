import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { status, type Status } from './support/status.ts';
import { Workspace } from './support/workspace.ts';

describe('a scaling group', () => {
  let workspace: Workspace;
  let file: string;

  beforeAll(async () => {
    workspace = await Workspace.create();
    file = join(workspace.root, 'stacks/Pulumi.local.yaml');
    const { code, output } = await workspace.skerry(['up', 'local', '--yes']);
    expect(code, output).toBe(0);
  });

  afterAll(async () => await workspace.dispose());

  const groupOf = (now: Status, name: string) => now.groups.find((group) => group.name === name)!;

  async function setDesired(group: string, desired: number): Promise<void> {
    const text = await readFile(file, 'utf8');
    const changed = text.replace(
      new RegExp(`(${group}:\\n\\s+capacity: \\{[^}]*desired: )\\d+`),
      (_, head: string) => `${head}${desired}`,
    );
    expect(changed).not.toBe(text);
    await writeFile(file, changed);
  }

  it('follows its capacity in the YAML, out and in, and keeps serving while instances drain', async () => {
    const { endpoints } = await status(workspace, 'local');
    for (const desired of [4, 2]) {
      await setDesired('mirror-serve', desired);
      let failures = 0;
      let requests = 0;
      let scaling = true;
      const load = (async () => {
        while (scaling) {
          // A connection each, so that none is kept to an instance that goes.
          const answer = await fetch(`${endpoints['mirror']}/packages.json`, {
            headers: { connection: 'close' },
          });
          requests += 1;
          if (answer.status !== 200) failures += 1;
          await answer.arrayBuffer();
        }
      })();
      const { code, output } = await workspace.skerry(['up', 'local', '--yes']);
      scaling = false;
      await load;
      expect(code, output).toBe(0);
      expect(requests).toBeGreaterThan(10);
      expect(failures).toBe(0);
      expect(groupOf(await status(workspace, 'local'), 'mirror-serve')).toMatchObject({
        desired,
        running: desired,
        healthy: desired,
      });
    }
  });

  it('shows no change when nothing was changed', async () => {
    const { stdout, code } = await workspace.skerry(['preview', 'local', '--json']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { changes: object }).changes).toEqual({});
  });
});

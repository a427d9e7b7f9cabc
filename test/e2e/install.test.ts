import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComposerProject } from './support/composer.ts';
import { balancedSessions, edgeRequests, stopService } from './support/inspect.ts';
import type { Result } from './support/run.ts';
import { installedZips, sampleDigests } from './support/sample.ts';
import { isWhole, status } from './support/status.ts';
import { until } from '../support/until.ts';
import { Workspace } from './support/workspace.ts';

describe('npm start on an empty machine', () => {
  let workspace: Workspace;
  let started: Result;
  let digests: Map<string, string>;

  beforeAll(async () => {
    workspace = await Workspace.create();
    started = await workspace.npm(['start']);
  });

  afterAll(async () => await workspace.dispose());

  it('brings every part up and prints its addresses', async () => {
    expect(started.code, started.output).toBe(0);
    const whole = await status(workspace, 'local');
    expect(isWhole(whole), JSON.stringify(whole, undefined, 2)).toBe(true);
    expect(whole.groups.find((group) => group.name === 'mirror-serve')!.healthy).toBeGreaterThanOrEqual(2);
    for (const address of Object.values(whole.endpoints)) expect(started.output).toContain(address);
  });

  it('leaves git status clean', async () => {
    const { stdout } = await workspace.start('git', ['status', '--porcelain']).result;
    expect(stdout).toBe('');
  });

  it('serves composer from the mirror alone once the upstream is stopped', async () => {
    digests = await sampleDigests(workspace, 'local');
    expect(digests.size).toBeGreaterThan(30);
    await stopService(workspace, 'local', 'sample-upstream');

    const project = await ComposerProject.create({ name: 'test/app', require: {} });
    try {
      const lines = await project.configure(started.output);
      expect(lines).toContain('composer config secure-http false');
      expect(lines.some((line) => line.includes('packagist.org false'))).toBe(true);
      const before = await balancedSessions(workspace, 'local');
      await project.must(['require', 'sample/app', '--no-progress']);
      await project.must(['install', '--no-progress']);

      const zips = await installedZips(project);
      expect(zips.length).toBeGreaterThanOrEqual(5);
      for (const { name, sha256 } of zips) expect([...digests.values()], name).toContain(sha256);

      const requests = await edgeRequests(workspace, 'local', 'files');
      const served = requests.filter(({ path, code }) => path.startsWith('/composer/dists/') && code === 200);
      expect(served.length).toBeGreaterThanOrEqual(zips.length);

      // The edge keeps connections for a while, and the balancer distributes connections.
      await until(
        'both instances have had further connections',
        async () => {
          await project.clear();
          await project.must(['update', '--no-progress', '--no-install']);
          const now = await balancedSessions(workspace, 'local');
          return (
            now.size >= 2 && [...now].every(([instance, sessions]) => sessions > (before.get(instance) ?? 0))
          );
        },
        { timeout: 60_000 },
      );
    } finally {
      await project.dispose();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeOnPhone } from './support/browser.ts';
import { ComposerProject } from './support/composer.ts';
import { balancedSessions, edgeRequests, stopService } from './support/inspect.ts';
import type { Result } from './support/run.ts';
import { installedZips, sampleDigests, upstreamDigests } from './support/sample.ts';
import { isWhole, promised, status } from './support/status.ts';
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
    expect(whole).toMatchObject(promised('local'));
    expect(isWhole(whole), JSON.stringify(whole, undefined, 2)).toBe(true);
    expect(whole.groups.find((group) => group.name === 'mirror-serve')!.healthy).toBeGreaterThanOrEqual(2);
    for (const address of Object.values(whole.endpoints)) expect(started.output).toContain(address);
  });

  it('leaves git status clean', async () => {
    const { stdout } = await workspace.start('git', ['status', '--porcelain']).result;
    expect(stdout).toBe('');
  });

  it('shows the state of the mirror at the printed address', async () => {
    const url = /^ {2}status +(\S+)$/m.exec(started.output)![1]!;
    const { mirror } = await status(workspace, 'local');
    const seen = await seeOnPhone(url, /^State\s+idle$/m);
    expect(seen.text).toMatch(/^Composer mirror$/m);
    expect(seen.text).toContain(mirror!.upstream);
    expect(seen.text).toMatch(/^Complete as of\s+(now|\d+ (s|min) ago)$/m);
    const { total } = mirror!.run!.packages;
    expect(total).toBeGreaterThanOrEqual(30);
    expect(seen.text).toMatch(new RegExp(`^Packages\\s+${total} of ${total}, 0 failed$`, 'm'));
    expect(seen.text).toMatch(/^Failures\s+None\.$/m);
    expect(seen.width).toBeLessThanOrEqual(390);
    expect(seen.complaints).toEqual([]);
    expect(new Set(seen.requested)).toEqual(new Set([url]));
  });

  it('has logs and a picture of what is up', async () => {
    const [logs, mermaid, json] = await Promise.all([
      workspace.skerry(['logs', 'local', 'mirror-serve', '--lines', '5']),
      workspace.skerry(['render', 'local', '--format', 'mermaid']),
      workspace.skerry(['render', 'local', '--format', 'json']),
    ]);
    for (const { code, output } of [logs, mermaid, json]) expect(code, output).toBe(0);
    const lines = logs.stdout.trim().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) expect(line).toMatch(/^local\/group-mirror-serve\/instances\/\S+ \| \d{4}-/);
    expect(mermaid.stdout).toMatch(/^flowchart LR\n/);
    expect(mermaid.stdout).toContain('group_local__mirror_serve');
    expect(JSON.parse(json.stdout)).toMatchObject({ stack: 'local', regions: [{ name: 'local' }] });
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
      const expected = await upstreamDigests(project, digests);
      expect(new Map(zips.map(({ package: name, sha256 }) => [name, sha256]))).toEqual(expected);
      expect(zips).toHaveLength(expected.size);

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

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../setup/paths.ts';

/** Root may write everywhere, unless it gives that up. */
const confined =
  process.getuid?.() === 0
    ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all']
    : [];

describe('set-up whose cache', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-main-'));
    mkdirSync(join(folder, 'bin'));
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });

  function run(cache: string) {
    // With an engine on PATH nothing stands against any step before the cache does.
    const bin = join(folder, 'bin');
    for (const name of ['pulumi', 'pulumi-language-nodejs']) {
      writeFileSync(join(bin, name), '#!/bin/sh\necho v3.999.0\n', { mode: 0o755 });
    }
    chmodSync(folder, 0o500);
    const [command = '', ...args] = [
      ...confined,
      process.execPath,
      join(repositoryRoot(), 'setup', 'main.ts'),
    ];
    return spawnSync(command, args, {
      env: { ...process.env, SKERRY_CACHE: cache, PATH: `${bin}:${process.env['PATH']}` },
      encoding: 'utf8',
    });
  }

  it.each([
    ['may not be made', (parent: string) => join(parent, 'cache'), 'EACCES'],
    ['is a file', (parent: string) => join(parent, 'bin', 'pulumi'), 'EEXIST'],
    ['would lie in a file', (parent: string) => join(parent, 'bin', 'pulumi', 'cache'), 'ENOTDIR'],
  ])('%s ends with one message', (_, place, code) => {
    const { status, stderr } = run(place(folder));
    const [first, second, ...more] = stderr.trim().split('\n');
    expect(first).toContain(code);
    expect(second).toContain(`${place(folder)}: that must be a folder which you may write to`);
    expect(more).toEqual([]);
    expect(status).toBe(2);
  });

  it.each([
    ['may not be written to', 0o500, undefined],
    ['has a home of the engine that may not be written to, where it keeps logs and plugins,', 0o700, 0o500],
  ])('%s ends with one message', (_, mode, homeMode) => {
    mkdirSync(join(folder, 'cache'), { mode });
    if (homeMode) mkdirSync(join(folder, 'cache', 'pulumi-home'), { mode: homeMode });
    const { status, stderr } = run(join(folder, 'cache'));
    expect(stderr).toMatch(/^EACCES: .+\nSet-up keeps its tools in .+\/cache: that must be a folder .+\n$/);
    expect(status).toBe(2);
  });
});

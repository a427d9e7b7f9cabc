import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheDir, enginePath, repositoryRoot } from '../../setup/paths.ts';
import { versions } from '../../setup/versions.ts';

describe('the cache', () => {
  it.each([
    [{ SKERRY_CACHE: '/srv/skerry', XDG_CACHE_HOME: '/xdg' }, '/srv/skerry'],
    [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/skerry'],
    [{ SKERRY_CACHE: '' }, join(homedir(), '.cache', 'skerry')],
  ])('with %j lies at %s', (environment, expected) => {
    expect(cacheDir(environment)).toBe(expected);
  });

  it('keeps versions apart', () => {
    expect(enginePath({ SKERRY_CACHE: '/c' })).toBe(`/c/engine/${versions.engine}/pulumi`);
  });
});

describe('repositoryRoot', () => {
  it('is found from deep inside', () => {
    const root = repositoryRoot();
    expect(repositoryRoot(join(root, 'setup', 'steps'))).toBe(root);
  });

  it('says what to do where there is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'skerry-root-'));
    try {
      mkdirSync(join(folder, 'deep'));
      expect(() => repositoryRoot(join(folder, 'deep'))).toThrow('run this from a clone');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

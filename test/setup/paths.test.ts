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
    [{ SKERRY_CACHE: '/srv/with a blank/' }, '/srv/with a blank'],
    // The specification has relative paths there ignored.
    [{ XDG_CACHE_HOME: 'xdg' }, join(homedir(), '.cache', 'skerry')],
  ])('with %j lies at %s', (environment, expected) => {
    expect(cacheDir(environment)).toBe(expected);
  });

  it('is one for all of a clone: a relative path counts from there, wherever a command is run', () => {
    const folder = process.cwd();
    try {
      process.chdir(tmpdir());
      expect(cacheDir({ SKERRY_CACHE: '../cache' })).toBe(join(repositoryRoot(), '..', 'cache'));
    } finally {
      process.chdir(folder);
    }
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

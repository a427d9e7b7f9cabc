import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { missingPackages } from '../../setup/early/npm-packages.mjs';
import { repositoryRoot } from '../../setup/paths.ts';

describe('the beginning of set-up', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'skerry-bootstrap-'));
    for (const path of ['setup/bootstrap.mjs', 'setup/early']) {
      cpSync(join(repositoryRoot(), path), join(root, path), { recursive: true });
    }
    writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}');
    mkdirSync(join(root, 'node_modules', 'node', 'bin'), { recursive: true });
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{"packages":{}}');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  });

  const node = () => join(root, 'node_modules', 'node', 'bin', 'node');
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'setup', 'bootstrap.mjs'), ...args], { encoding: 'utf8' });

  it('says what to do where the Node in node_modules was cut short', () => {
    writeFileSync(node(), readFileSync(process.execPath).subarray(0, 1_000_000), { mode: 0o755 });
    const { status, stderr } = run();
    expect(stderr).toContain(`${node()} can't be run`);
    expect(stderr).toContain(`Remove ${join(root, 'node_modules')} and try again`);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });

  it('installs again after a pull that came while npm was at it', () => {
    const lockFile = (version: string) =>
      JSON.stringify({ packages: { 'node_modules/a': { version, integrity: 'sha512-a' } } });
    writeFileSync(join(root, 'package-lock.json'), lockFile('1.0.0'));
    rmSync(join(root, 'node_modules', '.package-lock.json'));
    mkdirSync(join(root, 'bin'));
    const npm = [
      '#!/bin/sh',
      `cp package-lock.json node_modules/.package-lock.json`,
      `printf '#!/bin/sh\n' > ${node()} && chmod +x ${node()}`,
      `printf '%s' '${lockFile('2.0.0')}' > package-lock.json`,
    ];
    writeFileSync(join(root, 'bin', 'npm'), npm.join('\n'), { mode: 0o755 });
    vi.stubEnv('PATH', `${join(root, 'bin')}:${process.env['PATH']}`);
    expect(run()).toMatchObject({ status: 0 });
    expect(statSync(join(root, '.skerry')).mode & 0o777).toBe(0o700);
    expect(missingPackages(root)).toBe('node_modules/a is not as in package-lock.json');
    expect(run().stderr).toContain('✓ npm packages');
    expect(missingPackages(root)).toBeUndefined();
  });

  it('gives the exit code of the rest, and what is a signal the code of an interruption', () => {
    writeFileSync(node(), '#!/bin/sh\nexit 7\n', { mode: 0o755 });
    expect(run()).toMatchObject({ status: 7, stderr: '' });
    writeFileSync(node(), '#!/bin/sh\nkill -INT $$\n', { mode: 0o755 });
    expect(run()).toMatchObject({ status: 130, stderr: '' });
  });

  it('tells a lock file that is none in one line', () => {
    writeFileSync(node(), '#!/bin/sh\n', { mode: 0o755 });
    writeFileSync(join(root, 'package-lock.json'), '<<<<<<< HEAD');
    const { status, stderr } = run();
    expect(stderr.trim()).toMatch(/package-lock\.json is no lock file of npm: .+$/);
    expect(status).toBe(2);
  });
});

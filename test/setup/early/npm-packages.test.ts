import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingPackages, npmEnvironment } from '../../../setup/early/npm-packages.mjs';

describe("npm's environment", () => {
  it('leaves out the Node that npm ci deletes, and what an outer npm says of its script', () => {
    const environment = {
      PATH: '/clone/node_modules/.bin:/usr/bin:/clone/node_modules-other',
      npm_lifecycle_event: 'prestart',
      npm_package_name: 'skerry',
      npm_config_registry: 'http://127.0.0.1/',
      HOME: '/home/u',
    };
    expect(npmEnvironment(environment, '/clone')).toEqual({
      PATH: '/usr/bin:/clone/node_modules-other',
      npm_config_registry: 'http://127.0.0.1/',
      HOME: '/home/u',
    });
  });
});

describe('a clone', () => {
  const lock = { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } };
  let root: string;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'skerry-clone-'));
    write('package-lock.json', JSON.stringify(lock));
    write('node_modules/node/bin/node', 'ELF');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('whose packages somebody has installed by hand is complete', () => {
    write('node_modules/.package-lock.json', JSON.stringify(lock));
    expect(missingPackages(root)).toBeUndefined();
  });

  it.each([
    ['half', JSON.stringify(lock).slice(0, -9)],
    ['empty', ''],
    ['nothing but zeros', '\0\0\0'],
    ['no lock file', 'null'],
    ['one of another form', '{"packages":null}'],
  ])("whose record of npm is %s, as a power cut leaves it, isn't", (_, record) => {
    write('node_modules/.package-lock.json', record);
    expect(missingPackages(root)).toBe('node_modules is missing or half installed');
  });

  it('whose Node is an empty file lacks it', () => {
    write('node_modules/.package-lock.json', JSON.stringify(lock));
    write('node_modules/node/bin/node', '');
    expect(missingPackages(root)).toBe("Node's binary is not in node_modules");
  });

  it('whose own lock file is none says so', () => {
    write('package-lock.json', '<<<<<<< HEAD');
    write('node_modules/.package-lock.json', JSON.stringify(lock));
    expect(() => missingPackages(root)).toThrow(`${join(root, 'package-lock.json')} is no lock file of npm`);
  });
});

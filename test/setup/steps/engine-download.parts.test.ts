import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findCommand } from '../../../setup/find-command.ts';
import { enginePath, repositoryRoot } from '../../../setup/paths.ts';
import { engineStep } from '../../../setup/steps/engine.ts';
import { languageHostStep } from '../../../setup/steps/language-host.ts';
import { versions } from '../../../setup/versions.ts';
import { until } from '../../support/until.ts';
import { serving, Vendor } from '../vendor.ts';

const silent = () => undefined;

/** Scripts stand for engine and Go: what is asked is which of them gets into the cache. */
describe('the official engine', () => {
  let folder: string;
  let release: Buffer;
  const vendor = new Vendor();
  const cached = () => readdirSync(dirname(dirname(enginePath())));
  function executable(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
  }
  function archive(version: string): Buffer {
    const tree = mkdtempSync(join(folder, 'release-'));
    executable(join(tree, 'pulumi', 'pulumi'), `echo ${version}`);
    executable(join(tree, 'pulumi', 'pulumi-language-nodejs'), 'echo the official host');
    spawnSync('tar', ['-czf', join(tree, 'archive.tar.gz'), '-C', tree, 'pulumi']);
    return readFileSync(join(tree, 'archive.tar.gz'));
  }
  async function step(listener: RequestListener, pinned = release) {
    const sha256 = createHash('sha256').update(pinned).digest('hex');
    return engineStep(repositoryRoot(), { url: await vendor.serve(listener), sha256, member: 'pulumi' });
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-official-'));
    release = archive(`v${versions.engine}`);
    mkdirSync(join(folder, 'bin'));
    for (const name of ['tar', 'gzip']) symlinkSync(findCommand(name) ?? '', join(folder, 'bin', name));
    vi.stubEnv('SKERRY_CACHE', join(folder, 'cache'));
    vi.stubEnv('SKERRY_OFFLINE', '');
    vi.stubEnv('PATH', join(folder, 'bin'));
  });
  afterEach(async () => {
    await vendor.close();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it.each(['whole', 'redirected'] as const)(
    'is used when it comes %s, with its language hosts',
    async (way) => {
      const engine = await step(serving[way](release));
      expect(await engine.obstacle?.()).toBeUndefined();
      expect(await engine.install(silent)).toBe(`downloaded ${versions.engine}`);
      expect(engine.detect()).toEqual({
        present: true,
        detail: `v${versions.engine}, downloaded (${enginePath()})`,
      });
      expect(readdirSync(dirname(enginePath())).sort()).toEqual([
        'origin.json',
        'pulumi',
        'pulumi-language-nodejs',
      ]);
      expect(await languageHostStep(repositoryRoot()).detect()).toMatchObject({ present: true });
      expect(cached()).toEqual([versions.engine]);
    },
  );

  it('gives way to one on PATH', async () => {
    executable(join(folder, 'bin', 'pulumi'), 'echo v3.251.0');
    executable(join(folder, 'bin', 'pulumi-language-nodejs'), '');
    const engine = await step(serving.status(500));
    expect(await engine.install(silent)).toContain('v3.251.0 of');
  });

  it.each([
    ['other bytes', () => serving.whole(archive('v6.6.6')), 'is pinned: not used'],
    ['half of it', () => serving.cutShort(release.subarray(0, 100)), 'could not be fetched'],
    ['no such release', () => serving.status(404), 'HTTP status 404'],
  ])('gives way to a build where the vendor has %s, and that is told', async (_, listener, reason) => {
    const build = `[ "$1" = version ] && { echo go version go1.26.0 linux/amd64; exit; }
      while [ "$1" != -o ]; do shift; done
      echo '#!/bin/sh' > "$2"; echo 'echo v${versions.engine}' >> "$2"; /bin/chmod +x "$2"`;
    executable(join(folder, 'bin', 'go'), build);
    const engine = await step(listener());
    const told = await engine.install(silent);
    expect(told).toContain(`built ${versions.engine} from Go modules; http://127.0.0.1`);
    expect(told).toContain(reason);
    expect(engine.detect()).toMatchObject({ present: true });
    expect(cached()).toEqual([versions.engine]);
  });

  it.each([
    ['is another version', 'echo v3.1.0', 'says it is version v3.1.0'],
    ['does not run here', 'exit 126', 'exit code 126'],
  ])('is not used when it %s', async (_, text, reason) => {
    const tree = mkdtempSync(join(folder, 'other-'));
    executable(join(tree, 'pulumi', 'pulumi'), text);
    spawnSync(join(folder, 'bin', 'tar'), ['-czf', join(tree, 'a.tar.gz'), '-C', tree, 'pulumi']);
    const other = readFileSync(join(tree, 'a.tar.gz'));
    const engine = await step(serving.whole(other), other);
    await expect(engine.install(silent)).rejects.toThrow(reason);
    await expect(engine.install(silent)).rejects.toThrow('there is no Go');
    expect(cached()).toEqual([]);
  });

  it('lies in one temporary folder until it is whole, which the next run can sweep', async () => {
    const engine = await step(serving.stalling(release.subarray(0, 100)));
    const details: string[] = [];
    const installed = engine.install((detail) => details.push(detail));
    await until('the first bytes', () => details.length > 0);
    expect(cached()).toHaveLength(1);
    expect(cached()[0]).toMatch(new RegExp(`^\\.${versions.engine}\\.${process.pid}-[0-9a-f]+\\.tmp$`));
    await vendor.close();
    await expect(installed).rejects.toThrow('could not be fetched');
    expect(cached()).toEqual([]);
  });

  it('is not looked for where the user is offline by choice', async () => {
    vi.stubEnv('SKERRY_OFFLINE', '1');
    const engine = await step(serving.whole(release));
    expect(await engine.obstacle?.()).toContain('SKERRY_OFFLINE is set');
    await expect(engine.install(silent)).rejects.toThrow('SKERRY_OFFLINE is set\nthere is no Go');
  });
});

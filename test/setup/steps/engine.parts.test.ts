import { chmodSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { engineOnPath } from '../../../setup/engine-on-path.ts';
import { cacheDir, enginePath, repositoryRoot } from '../../../setup/paths.ts';
import { engineStep } from '../../../setup/steps/engine.ts';

/** Scripts stand for engines of other versions: only what they say of themselves is asked here. */
describe('the engine step', () => {
  let folder: string;
  const step = () => engineStep(repositoryRoot());
  function executable(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-engine-step-'));
    vi.stubEnv('SKERRY_CACHE', join(folder, 'cache'));
    vi.stubEnv('SKERRY_OFFLINE', '1');
    // No Go, so that nothing is ever built here.
    vi.stubEnv('PATH', join(folder, 'bin'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it("uses the user's own, and looks again when that is replaced", async () => {
    const own = join(folder, 'bin', 'pulumi');
    executable(own, 'echo v3.251.0');
    executable(`${own}-language-nodejs`, '');
    expect(await step().obstacle?.()).toBeUndefined();
    expect(await step().install(() => undefined)).toBe(`v3.251.0 of ${own} is used`);
    expect(step().detect()).toMatchObject({ present: true });
    expect(readlinkSync(enginePath())).toBe(own);
    expect(readlinkSync(join(dirname(enginePath()), 'pulumi-language-nodejs'))).toBe(
      `${own}-language-nodejs`,
    );

    executable(own, 'echo the upgrade to v3.252.0');
    expect(step().detect()).toMatchObject({ present: false });
    rmSync(own);
    expect(step().detect()).toMatchObject({ present: false });
  });

  it('tells every way in which none can be had', async () => {
    executable(join(folder, 'bin', 'pulumi'), 'echo v3.99.0');
    const obstacle = await step().obstacle?.();
    expect(obstacle).toContain('pulumi is v3.99.0: 3.250.0 or later 3.x is needed');
    expect(obstacle).toContain('SKERRY_OFFLINE is set');
    expect(obstacle).toContain('there is no Go (1.21.0 or later) on PATH');
    expect(obstacle).toContain('Install one of:');
  });

  it('does not take its own cache for an engine of the user', async () => {
    const cached = join(cacheDir(), 'engine', '3.250.0', 'pulumi');
    executable(cached, 'echo v3.250.0');
    executable(`${cached}-language-nodejs`, '');
    vi.stubEnv('PATH', dirname(cached));
    expect(await engineOnPath()).toEqual({ obstacle: 'there is no pulumi on PATH' });
  });
});

import { describe, expect, it } from 'vitest';
import { engineArchive, versitygwArchive } from '../../setup/downloads.ts';
import { versions } from '../../setup/versions.ts';

const given = 'ab'.repeat(32);

describe('an official download', () => {
  it('has a whole checksum, and comes over TLS', () => {
    const archives = ['linux-x64', 'linux-arm64'].flatMap((platform) => [
      engineArchive(platform, {}),
      versitygwArchive(platform),
    ]);
    for (const archive of [...archives, versitygwArchive('darwin-arm64')]) {
      expect(archive?.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(archive?.url).toMatch(/^https:/);
    }
  });

  it('is where the vendors put it', () => {
    expect(engineArchive('linux-x64', {})?.url).toBe(
      `https://github.com/pulumi/pulumi/releases/download/v${versions.engine}/pulumi-v${versions.engine}-linux-x64.tar.gz`,
    );
    const versitygw = versitygwArchive('linux-x64');
    expect(versitygw?.url).toBe(
      `https://github.com/versity/versitygw/releases/download/v${versions.versitygw}/versitygw_v${versions.versitygw}_Linux_x86_64.tar.gz`,
    );
    expect(versitygw?.member).toBe(`versitygw_v${versions.versitygw}_Linux_x86_64/versitygw`);
    expect(versitygwArchive('darwin-arm64')?.url).toMatch(/_Darwin_arm64\.tar\.gz$/);
  });

  it.each(['darwin-arm64', 'sunos-x64', 'constructor'])(
    'of the engine is not used on %s without a checksum',
    (platform) => {
      expect(engineArchive(platform, {})).toBeUndefined();
      expect(engineArchive(platform, { SKERRY_ENGINE_SHA256: '' })).toBeUndefined();
    },
  );

  it('can be given its checksum by the user, before the pinned one', () => {
    const environment = { SKERRY_ENGINE_SHA256: given.toUpperCase() };
    expect(engineArchive('darwin-arm64', environment)).toMatchObject({
      sha256: given,
      url: expect.stringMatching(/-darwin-arm64\.tar\.gz$/) as string,
    });
    expect(engineArchive('linux-x64', environment)?.sha256).toBe(given);
  });

  it('refuses what is no checksum', () => {
    expect(() => engineArchive('linux-x64', { SKERRY_ENGINE_SHA256: 'sha256:abc' })).toThrow(
      'SKERRY_ENGINE_SHA256 is "sha256:abc": 64 hex digits are expected',
    );
  });
});

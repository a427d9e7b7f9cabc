import { describe, expect, it } from 'vitest';
import { engineObstacle } from '../../setup/engine-on-path.ts';
import { goObstacle } from '../../setup/go.ts';
import { downloadObstacle } from '../../setup/sources.ts';

describe('an engine on PATH', () => {
  it.each([
    ['v3.250.0', '/usr/bin/pulumi-language-nodejs', undefined],
    ['v3.251.0', '/usr/bin/pulumi-language-nodejs', undefined],
    [
      'v3.248.0',
      '/usr/bin/pulumi-language-nodejs',
      '/usr/bin/pulumi is v3.248.0: 3.250.0 or later 3.x is needed',
    ],
    [
      'v4.1.0',
      '/usr/bin/pulumi-language-nodejs',
      '/usr/bin/pulumi is v4.1.0: 3.250.0 or later 3.x is needed',
    ],
    ['v3.250.0', undefined, '/usr/bin/pulumi has no pulumi-language-nodejs beside it or on PATH'],
    ['', '/usr/bin/pulumi-language-nodejs', '/usr/bin/pulumi does not tell its version'],
  ])('%s with the language host %s', (version, languageHost, expected) => {
    expect(engineObstacle('/usr/bin/pulumi', version, languageHost)).toBe(expected);
  });
});

describe('Go', () => {
  it.each([
    [undefined, 'there is no Go (1.21.0 or later) on PATH'],
    ['go1.19.8', 'go1.19.8 is too old: Go 1.21.0 or later is needed'],
    ['go1.21', undefined],
    ['go1.26.8', undefined],
  ])('%s', (found, expected) => {
    expect(goObstacle(found)).toBe(expected);
  });
});

describe('downloadObstacle', () => {
  const download = { url: 'http://127.0.0.1/', sha256: '' };

  it('never uses a download whose checksum is not pinned', () => {
    expect(downloadObstacle(undefined, {})).toContain('no checksum of the official download is pinned');
  });

  it('stays off the network where the user says so', () => {
    expect(downloadObstacle(download, { SKERRY_OFFLINE: '1' })).toBe('SKERRY_OFFLINE is set');
    expect(downloadObstacle(download, {})).toBeUndefined();
  });
});

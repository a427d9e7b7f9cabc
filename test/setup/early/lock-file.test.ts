import { describe, expect, it } from 'vitest';
import { firstDifference } from '../../../setup/early/lock-file.mjs';

describe('an installed tree beside the lock file', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/other-system': { version: '2.0.0', integrity: 'sha512-o', optional: true },
    },
  };
  const installed = { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } };

  it('may lack binaries of other systems, and hold more', () => {
    const more = {
      packages: { ...installed.packages, 'node_modules/node/node_modules/node-bin': { version: '24.0.0' } },
    };
    expect(firstDifference(lock, installed)).toBeUndefined();
    expect(firstDifference(lock, more)).toBeUndefined();
  });

  it.each([
    ['lacks a package', {}],
    ['has another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['has other bytes', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }],
  ])('differs where it %s', (_, packages) => {
    expect(firstDifference(lock, { packages })).toBe('node_modules/a');
  });
});

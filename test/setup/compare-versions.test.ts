import { describe, expect, it } from 'vitest';
import { compareVersions, satisfies } from '../../setup/compare-versions.ts';

describe('compareVersions', () => {
  it.each([
    ['v3.250.0', '3.250.0', 0],
    ['3.250.1', '3.250.0', 1],
    ['3.99.9', '3.250.0', -1],
    ['go1.26.8', '1.21.0', 1],
    ['go1.21', '1.21.0', 0],
    ['go1.19.8', '1.21.0', -1],
    ['3.250.0-alpha.1', '3.250.0', -1],
    ['go1.21rc2', '1.21.0', -1],
    ['10.0.0', '9.9.9', 1],
  ])('%s beside %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
    expect(Math.sign(compareVersions(b, a))).toBe(sign === 0 ? 0 : -sign);
  });

  it('names what is no version', () => {
    expect(() => compareVersions('unknown', '1.0.0')).toThrow('"unknown" is no version');
  });
});

describe('satisfies', () => {
  it.each([
    ['v3.250.0', true],
    ['v3.262.4', true],
    ['v3.249.9', false],
    ['v4.0.0', false],
    ['v3.250.0-beta.1', false],
  ])('%s for 3.250.0: %s', (found, expected) => {
    expect(satisfies(found, '3.250.0')).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isRunName, newRunName } from '../../../acceptance/copy/run-name.ts';
import { setDesired } from '../../../acceptance/copy/set-desired.ts';

describe("a run's name", () => {
  it('is its own, and no stack of anybody else has one like it', () => {
    expect(newRunName(() => Buffer.from([0, 171, 255]))).toBe('accept-00abff');
    expect(isRunName(newRunName())).toBe(true);
    for (const name of ['local', 'cn-prod', 'accept-', 'accept-prod', 'accept-00abff1', 'x-accept-00abff'])
      expect(isRunName(name), name).toBe(false);
  });
});

describe('another desired capacity', () => {
  const text = [
    'config:',
    '  skerry:site:',
    '    regions:',
    '      local: # near',
    '        groups:',
    '          serve: {capacity: {owner: iac, min: 1, max: 4, desired: 2}}',
  ].join('\n');

  it('changes one number', () => {
    expect(parse(setDesired(text, 'local/serve', 3))).toEqual(
      parse(text.replace('desired: 2', 'desired: 3')),
    );
  });

  it('is refused of a group that is not there', () => {
    expect(() => setDesired(text, 'local/git', 3)).toThrow('no group local/git');
  });
});

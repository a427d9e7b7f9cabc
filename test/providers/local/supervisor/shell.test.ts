import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandLine, quote } from '../../../../providers/local/supervisor/shell.ts';

describe('a quoted word', () => {
  test.each([
    ['redis-server', 'redis-server'],
    ['../redis.conf', '../redis.conf'],
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['$(x)', "'$(x)'"],
  ])('%s reads %s', (word, quoted) => {
    expect(quote(word)).toBe(quoted);
  });

  test('comes back from a shell as it was', () => {
    // No NUL in an argument, no newline at the end of $(…)-like output.
    const words = fc.array(
      fc.string().map((text) => text.replaceAll('\0', '')),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(words, (all) => {
        const output = execFileSync('sh', ['-c', `printf '%s\\0' ${commandLine(all)}`], { encoding: 'utf8' });
        expect(output.split('\0').slice(0, -1)).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });
});

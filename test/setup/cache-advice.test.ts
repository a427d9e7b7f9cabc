import { describe, expect, it } from 'vitest';
import { cacheAdvice } from '../../setup/cache-advice.ts';
import { SetupError } from '../../setup/step.ts';

const failure = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: it failed${path ? `, mkdir '${path}'` : ', write'}`), { code, path });

describe('cacheAdvice', () => {
  it.each(['EACCES', 'EROFS', 'ENOTDIR'])('tells of SKERRY_CACHE where the cache fails with %s', (code) => {
    for (const path of ['/c/skerry', '/c/skerry/locks', '/c']) {
      const advice = cacheAdvice(
        new SetupError('node: it failed', { cause: failure(code, path) }),
        '/c/skerry',
      );
      expect(advice).toBe(
        'Set-up keeps its tools in /c/skerry: that must be a folder which you may write to. SKERRY_CACHE names another.',
      );
    }
  });

  it("knows what Node's recursive mkdir says of a file system that is mounted read-only", () => {
    const hidden = Object.assign(failure('ENOENT', '/c/skerry/locks'), { syscall: 'mkdir' });
    expect(cacheAdvice(hidden, '/c/skerry')).toContain('Set-up keeps its tools in /c/skerry');
  });

  it.each([
    failure('ENOSPC'),
    failure('EDQUOT'),
    new Error('tar: pulumi/pulumi: Cannot write: No space left on device\ntar: Exiting with failure status'),
    new Error('go: writing stat cache: write /g/pkg/mod/x: no space left on device'),
  ])('tells how much space is needed: %s', (cause) => {
    expect(cacheAdvice(new SetupError('it failed', { cause }), '/c/skerry')).toContain('A disk is full.');
  });

  it.each([
    failure('EACCES', '/clone/dist'),
    failure('EACCES', '/c/skerry-other'),
    failure('ENOENT', '/c/skerry/x'),
    new Error('exit code 1'),
    undefined,
  ])('keeps silent of anything else: %s', (error) => {
    expect(cacheAdvice(error, '/c/skerry')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { judgeLock, parseLock, type EngineLock, type LockOwner } from '../../../cli/engine/lock.ts';

const lock: EngineLock = {
  pid: 4711,
  username: 'lin',
  hostname: 'here',
  timestamp: '2026-11-22T06:46:35.127264584Z',
};
const at = (time: string): Date => new Date(`2026-11-22T${time}Z`);

describe('a lock of the engine', () => {
  const cases: [string, LockOwner | undefined, string][] = [
    ['is stale when nothing runs under its pid', undefined, 'stale'],
    [
      'is held by an engine that started before it took the lock',
      { name: 'pulumi', startedAt: at('06:46:34') },
      'held',
    ],
    [
      'is held although the start is told a second late',
      { name: 'pulumi', startedAt: at('06:46:36') },
      'held',
    ],
    [
      'is stale when another engine has the pid since',
      { name: 'pulumi', startedAt: at('06:59:00') },
      'stale',
    ],
    [
      'is stale when some other program has the pid',
      { name: 'postgres', aliases: ['postgres', '-D', 'main'], startedAt: at('06:00:00') },
      'stale',
    ],
    [
      "is held when it can't be told what has the pid since before",
      { name: 'postgres', startedAt: at('06:00:00') },
      'held',
    ],
    ...[
      { name: '.pulumi-wrapped', aliases: ['.pulumi-wrapped', 'up'] },
      { name: 'pulumi-real', aliases: ['pulumi-real'] },
      { name: 'snap-confine', aliases: ['snap-exec', 'pulumi.pulumi', 'up'] },
      { name: 'ld-linux-x86-64', aliases: ['ld-linux-x86-64.so.2', 'pulumi', 'up'] },
      { name: 'sh', aliases: ['dash', 'sh', 'pulumi', 'up'] },
      { name: 'Pulumi.exe', aliases: [] },
      { name: 'MainThread', aliases: ['node', 'node', 'skerry.js', 'down', 'local'] },
    ].map(({ name, aliases }): [string, LockOwner, string] => [
      `is held by an engine that goes by the name of ${name}`,
      { name, aliases, startedAt: at('06:46:00') },
      'held',
    ]),
    [
      'is stale when an engine of another name has the pid since',
      { name: '.pulumi-wrapped', aliases: ['.pulumi-wrapped'], startedAt: at('06:59:00') },
      'stale',
    ],
  ];
  it.each(cases)('%s', (_title, owner, kind) => {
    expect(judgeLock(lock, 'here', owner).kind).toBe(kind);
  });

  it('of another machine is never judged by a pid of this one', () => {
    expect(judgeLock(lock, 'there', undefined).kind).toBe('foreign');
  });

  it('names the process that has its pid now', () => {
    expect(judgeLock(lock, 'here', { name: 'postgres', aliases: [], startedAt: at('06:00:00') })).toEqual({
      kind: 'stale',
      reason: 'process 4711 is no engine (postgres)',
    });
  });
});

describe('the text of a lock file', () => {
  it('is read as the engine writes it', () => {
    expect(parseLock(JSON.stringify(lock))).toEqual(lock);
  });

  it.each(['', '{"pid":1', 'null', '[]', '{"pid":"1"}'])('is no lock where it is torn: %j', (text) => {
    expect(parseLock(text)).toBeUndefined();
  });
});

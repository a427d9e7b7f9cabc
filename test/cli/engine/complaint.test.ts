import { expect, it } from 'vitest';
import { complaintOf, lockHolder } from '../../../cli/engine/complaint.ts';

const locked = [
  'warning: using pulumi-language-nodejs from $PATH at /x/pulumi-language-nodejs',
  'error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end.',
  '  file:///s/.pulumi/locks/organization/skerry/local/6033f414.json: created by lin@here (pid 4711) at 2026-11-22T07:17:13Z',
].join('\n');

it('tells what the engine complains of, without its prefixes', () => {
  expect(complaintOf("error: no stack named 'x' found\n")).toBe("no stack named 'x' found");
  expect(complaintOf(locked)).not.toContain('warning');
});

it('tells who holds the lock that the engine met', () => {
  expect(lockHolder(locked)).toEqual({
    who: 'lin@here (pid 4711) since 2026-11-22T07:17:13Z',
    id: '6033f414',
  });
  expect(lockHolder('error: the stack is currently locked by 2 lock(s)')).toEqual({
    who: 'its lock is held',
  });
  expect(lockHolder("error: no stack named 'x' found")).toBeUndefined();
});

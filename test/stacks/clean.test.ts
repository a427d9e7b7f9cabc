import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../../setup/paths.ts';
import { analyse } from '../../topology/analyse.ts';
import { stackFiles } from '../../topology/load/read.ts';

const stacks = stackFiles(join(repositoryRoot(), 'stacks'));

it.each(stacks)('nothing is found in the stack $stack that comes with the project', ({ path }) => {
  const { diagnostics } = analyse({ path, now: new Date('2026-11-22T12:00:00Z') });
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourcePaths } from '../../../cli/check/source-path.ts';

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'skerry-paths-')));
  mkdirSync(join(folder, 'repository/deploy/stacks'), { recursive: true });
  mkdirSync(join(folder, 'repository/.git'));
  mkdirSync(join(folder, 'worktree/stacks'), { recursive: true });
  writeFileSync(join(folder, 'worktree/.git'), 'gitdir: elsewhere\n');
  symlinkSync(join(folder, 'repository/deploy'), join(folder, 'link'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a file's path in reports", () => {
  it.each([
    [
      'of a clone that is a folder of the repository',
      'repository/deploy/stacks/a.yaml',
      'deploy/stacks/a.yaml',
    ],
    ['of a worktree', 'worktree/stacks/a.yaml', 'stacks/a.yaml'],
    ['through a link to its folder', 'link/stacks/a.yaml', 'deploy/stacks/a.yaml'],
    ['through `..`', 'worktree/../repository/a.yaml', 'a.yaml'],
  ])('begins at the root of its repository: %s', (_, file, expected) => {
    expect(sourcePaths()(join(folder, file))).toBe(expected);
  });

  it('is whole outside of any repository, even where the folder is not there', () => {
    expect(sourcePaths()(join(folder, 'nowhere/a.yaml'))).toBe(join(folder, 'nowhere/a.yaml'));
  });
});

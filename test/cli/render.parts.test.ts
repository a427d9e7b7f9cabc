import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TinyClone, type Ended } from './support/tiny-clone.ts';

let clone: TinyClone;
let original: string;
beforeAll(async () => {
  clone = await TinyClone.create('export default () => ({});\n');
  // No settings of whoever runs the tests.
  Object.assign(clone.env, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' });
  original = await readFile(clone.stackFile('local'), 'utf8');
});
afterAll(() => clone.dispose());
beforeEach(() => writeFile(clone.stackFile('local'), original));

const render = (...args: string[]): Promise<Ended> => clone.skerry(['render', 'local', ...args]);
const good = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await render(...args);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};
const refused = async (code: number, message: RegExp, ...args: string[]): Promise<void> => {
  const ended = await render(...args);
  expect([ended.code, ended.stdout]).toEqual([code, '']);
  expect(ended.stderr).toMatch(message);
};

describe('skerry render', () => {
  it('draws the stack, for documents, for programs and to look at', async () => {
    expect(await good()).toMatch(/^flowchart /);
    expect(JSON.parse(await good('--format', 'json'))).toMatchObject({ stack: 'local' });
    const svg = await good('--format', 'svg');
    expect(svg).toMatch(/^<\?xml[^]*stacks\/Pulumi\.local\.yaml:\d+:\d+[^]*<\/svg>\n$/);
    expect(await good('--format', 'svg')).toBe(svg);
  });

  it('writes a file whole, in the format that its ending says', async () => {
    const path = join(clone.root, 'elsewhere/local.html');
    await writeFile(path, 'old');
    expect(await render('--output', path)).toEqual({ code: 0, stdout: '', stderr: `wrote ${path}\n` });
    expect(await readFile(path, 'utf8')).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
    expect(await readdir(join(clone.root, 'elsewhere'))).toEqual(['local.html']);
    const link = join(clone.root, 'link.mmd');
    await symlink(path, link);
    expect((await render('--output', link)).code).toBe(0);
    expect(await readFile(path, 'utf8'), 'a link stays one').toMatch(/^flowchart /);
  });

  it.each([
    [
      'a folder that is not there',
      'nowhere/a.svg',
      /nowhere\/a\.svg can't be written: there is no such folder/,
    ],
    ['a folder', 'elsewhere', /elsewhere can't be written: it is a folder/],
    [
      'a file in place of a folder',
      'package.json/a.svg',
      /can't be written: what should be its folder is a file/,
    ],
  ])('tells why it can not write: %s', async (_title, output, message) => {
    await refused(2, message, '--format', 'mermaid', '--output', output);
  });

  it('draws nothing of a file that has errors, and tells them', async () => {
    await writeFile(clone.stackFile('local'), original.replace('min: 1, max: 4', 'min: 5, max: 4'));
    await refused(
      1,
      /Pulumi\.local\.yaml:\d+:\d+ {2}error {2}capacity\/min-exceeds-max/,
      '--output',
      'none.html',
    );
    expect(existsSync(join(clone.root, 'none.html'))).toBe(false);
  });
});

describe('skerry render --diff', () => {
  const git = async (...args: string[]): Promise<string> => {
    const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com'];
    const { code, stdout, stderr } = await clone.start('git', [...identity, ...args]).ended;
    expect(code, stderr).toBe(0);
    return stdout.trim();
  };
  const commit = async (message: string, paths = 'stacks'): Promise<string> => {
    await git('add', '--', paths);
    await git('commit', '-q', '-m', message);
    return await git('rev-parse', 'HEAD');
  };
  const max = (value: number) =>
    writeFile(clone.stackFile('local'), original.replace('min: 1, max: 4', `min: 1, max: ${value}`));
  interface Diff {
    since: object;
    summary: object;
    boxes: { id: string; change: string; values: unknown[] }[];
  }
  const diff = async (revision: string) =>
    JSON.parse(await good('--diff', revision, '--format', 'json')) as Diff;

  it('needs a work tree', async () => {
    await refused(
      2,
      /lies in no git work tree that can be compared with: not a git repository/,
      '--diff',
      'HEAD',
    );
  });

  describe('in a work tree', () => {
    let commits: string[];
    beforeAll(async () => {
      await git('init', '-q', '-b', 'main');
      await writeFile(join(clone.root, 'stacks/README'), '');
      const empty = await commit('no stack', 'stacks/README');
      const first = await commit('the stack');
      await writeFile(clone.stackFile('local'), original.replace('stage: development', 'stage: nowhere'));
      const bad = await commit('a mistake');
      await max(6);
      commits = [empty, first, bad, await commit('a higher max')];
      await git('branch', 'feature/x', first);
    });

    it('tells what differs from the file of a revision, whatever the work tree has', async () => {
      await max(9);
      const { since, summary, boxes } = await diff('HEAD');
      expect(since).toEqual({ revision: 'HEAD', commit: commits[3] });
      expect(summary).toEqual({ added: 0, changed: 1, removed: 0 });
      expect(boxes).toMatchObject([
        {
          id: 'group:local/mirror-sync',
          change: 'changed',
          place: expect.stringMatching(/^stacks\/Pulumi\.local\.yaml:\d+:\d+$/) as string,
          values: [{ path: '/capacity/max', before: 6, after: 9 }],
        },
      ]);
      expect((await diff('feature/x')).boxes[0]?.values).toEqual([
        { path: '/capacity/max', before: 4, after: 9 },
      ]);
    });

    it('finds nothing where a remark has come, and lines have moved', async () => {
      await writeFile(clone.stackFile('local'), `# a remark\n${original}`);
      expect(await diff(commits[1]!)).toMatchObject({
        summary: { added: 0, changed: 0, removed: 0 },
        boxes: [],
      });
    });

    it('draws it in every format, and touches neither work tree nor index', async () => {
      await max(9);
      const status = await git('status', '--porcelain');
      expect(await good('--diff', 'HEAD')).toMatch(/max 6 → 9[^]* class group_local__mirror_sync changed\n/);
      expect(await good('--diff', 'HEAD', '--format', 'svg')).toMatch(
        /compared with HEAD \(\w{10}\): 1 changed/,
      );
      expect(await good('--diff', 'HEAD', '--format', 'html')).toContain('<li><svg class="skerry compared"');
      expect(await git('status', '--porcelain')).toBe(status);
    });

    it('adds all where there was no such file', async () => {
      const { since, summary } = await diff(commits[0]!.slice(0, 12));
      expect(since).toMatchObject({ commit: commits[0], absent: true });
      expect(summary).toMatchObject({ changed: 0, removed: 0 });
    });

    it.each([
      ['an unknown revision', 'no-such', /git knows no revision "no-such"/],
      ['what looks like an option', '--help', /git knows no revision "--help"/],
      ['a file in place of a commit', 'HEAD:stacks/README', /git knows no revision "HEAD:stacks\/README"/],
    ])('is refused: %s', async (_title, revision, message) => {
      await refused(2, message, `--diff=${revision}`);
    });

    it('tells the errors of the file as the revision has it', async () => {
      await refused(1, /HEAD~1:stacks\/Pulumi\.local\.yaml:\d+:\d+ {2}error/, '--diff', 'HEAD~1');
    });

    it('compares with no link: where it leads is not in the commit', async () => {
      await rm(clone.stackFile('local'));
      await symlink('../Pulumi.yaml', clone.stackFile('local'));
      await commit('a link');
      await rm(clone.stackFile('local'));
      await writeFile(clone.stackFile('local'), original);
      await refused(
        2,
        /Pulumi\.local\.yaml is no ordinary file at HEAD: git lists it as 120000 blob/,
        '--diff',
        'HEAD',
      );
    });

    it('names git where there is none', async () => {
      const bin = join(clone.root, 'bin');
      await mkdir(bin);
      for (const name of ['sh', 'readlink']) await symlink(join('/bin', name), join(bin, name));
      const path = clone.env['PATH'];
      clone.env['PATH'] = bin;
      try {
        await refused(2, /--diff asks git, and that can't run: there is no git on PATH/, '--diff', 'HEAD');
      } finally {
        clone.env['PATH'] = path;
      }
    });
  });
});

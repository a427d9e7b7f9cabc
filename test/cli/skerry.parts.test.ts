import { existsSync } from 'node:fs';
import { appendFile, copyFile, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { writeRecord } from '../../providers/local/parts/record.ts';
import { until } from '../support/until.ts';
import { TinyClone } from './support/tiny-clone.ts';

/** Says that it runs, then waits for a file; it says whether it was released. */
const waiting = `
import { existsSync, writeFileSync } from 'node:fs';
export default async function () {
  writeFileSync('running', '');
  while (!existsSync('release')) await new Promise((resolve) => setTimeout(resolve, 50));
  return { endpoints: {} };
}
`;
const quick = 'export default () => ({ endpoints: {} });\n';

let clone: TinyClone;
afterEach(() => clone.dispose());

const lockFolder = (): string =>
  join(clone.root, '.skerry/local/pulumi/.pulumi/locks/organization/skerry/local');
const locks = (): Promise<string[]> => readdir(lockFolder());

describe('skerry up', () => {
  it('refuses without a terminal and without --yes, and changes nothing', async () => {
    clone = await TinyClone.create(quick);
    const { code, stdout, stderr } = await clone.skerry(['up', 'local']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/no terminal to ask for consent\nfix: {3}--yes/);
    expect(existsSync(join(clone.root, '.skerry'))).toBe(false);
  });

  it('refuses a stack that another run works on, and takes over when that one was killed', async () => {
    clone = await TinyClone.create(waiting);
    const first = clone.start(join(clone.root, 'cli/bin/skerry'), ['up', 'local', '--yes']);
    await until('the first run holds its lock', () => existsSync(join(clone.root, 'running')), {
      timeout: 60_000,
    });

    const second = await clone.skerry(['up', 'local', '--yes']);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/another run works on local: \S+@\S+ \(pid \d+\) since 20\d\d-/);

    process.kill(first.child.pid!, 'SIGKILL');
    await first.ended;
    const [left] = await locks();
    // What a kill leaves of a lock before its renaming; and one of a power cut.
    await copyFile(join(lockFolder(), left!), join(lockFolder(), 'left.json.187a.tmp'));
    await writeFile(join(lockFolder(), 'torn.json.187a.tmp'), '');
    await utimes(join(lockFolder(), 'torn.json.187a.tmp'), 0, 0);

    await writeFile(join(clone.root, 'release'), '');
    const third = await clone.skerry(['up', 'local', '--yes']);
    expect(third.code, third.stderr).toBe(0);
    expect(third.stderr).toMatch(/removed a stale lock of local: process \d+ is gone/);
    expect(await locks()).toEqual([]);
  });

  it('cancels at the first Ctrl-C, and leaves no lock', async () => {
    clone = await TinyClone.create(waiting);
    const run = clone.start(join(clone.root, 'cli/bin/skerry'), ['up', 'local', '--yes']);
    await until('the program runs', () => existsSync(join(clone.root, 'running')), { timeout: 60_000 });
    process.kill(run.child.pid!, 'SIGINT');
    await until('the engine is asked to stop', () => run.output().includes('cancelling'), {
      timeout: 10_000,
    });
    await writeFile(join(clone.root, 'release'), '');
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(1);
    expect(stderr).toContain('up of local was cancelled');
    expect(await locks()).toEqual([]);
  });

  it("prints what our program has to say as it is, without the engine's noise", async () => {
    clone = await TinyClone.create(
      "console.error('stacks/Pulumi.local.yaml:3:4  error  x/y\\n  fix: z'); process.exit(32);\n",
    );
    const { code, stderr } = await clone.skerry(['up', 'local', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'stacks/Pulumi.local.yaml:3:4  error  x/y\n  fix: z\n' +
        'not all of local could be made: what was made stays, and the next `up` goes on from there\n',
    );
  });

  it('goes on from the checkpoint before when a power cut has torn the last one', async () => {
    clone = await TinyClone.create(quick);
    expect((await clone.skerry(['up', 'local', '--yes'])).code).toBe(0);
    const checkpoint = join(clone.root, '.skerry/local/pulumi/.pulumi/stacks/skerry/local.json');
    await writeFile(checkpoint, '{"version":3,"chec');
    const { code, stderr } = await clone.skerry(['up', 'local', '--yes']);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("the engine's checkpoint was torn");
    expect(JSON.parse(await readFile(checkpoint, 'utf8'))).toHaveProperty('version', 3);
  });

  it('makes the stack in the backend when it was killed before that was done', async () => {
    clone = await TinyClone.create(quick);
    expect((await clone.skerry(['env', 'local'])).code).toBe(0);
    const stacks = join(clone.root, '.skerry/local/pulumi/.pulumi/stacks/skerry');
    await writeFile(join(stacks, 'local.json'), '');
    await writeFile(join(stacks, 'local.json.bak'), '');
    const { code, stderr } = await clone.skerry(['up', 'local', '--yes']);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('begun anew');
  });
});

describe('skerry preview', () => {
  it('plans without a look at the parts where their buckets do not answer, and starts nothing', async () => {
    clone = await TinyClone.create(quick);
    await writeRecord(join(clone.root, '.skerry/local'), {
      version: 1,
      id: 'local/bucket-main',
      kind: 'bucket',
      region: 'local',
      name: 'main',
      phase: 'ready',
      probe: { type: 'tcp', host: '127.255.255.253', ports: [7070] },
      inputs: {},
    });
    const { code, stdout, stderr } = await clone.skerry(['preview', 'local', '--json']);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('local/bucket-main does not answer: planned from what the last run knew');
    expect(Object.keys(JSON.parse(stdout) as object)).toEqual([
      'stack',
      'changes',
      'steps',
      'attachments',
      'refreshes',
    ]);
    expect(existsSync(join(clone.root, '.skerry/local/machine'))).toBe(false);
  });
});

describe('skerry down', () => {
  it('removes the state folder, twice without a complaint', async () => {
    clone = await TinyClone.create(quick);
    const up = await clone.skerry(['up', 'local', '--yes', '--json']);
    expect(JSON.parse(up.stdout)).toEqual({
      stack: 'local',
      changes: {},
      endpoints: {},
      seconds: expect.any(Number) as number,
    });
    for (const folder of ['.skerry', '.skerry/local']) {
      expect((await stat(join(clone.root, folder))).mode & 0o777, folder).toBe(0o700);
    }
    const down = await clone.skerry(['down', 'local', '--yes', '--json']);
    expect(down.code, down.stderr).toBe(0);
    expect(JSON.parse(down.stdout)).toEqual({ stack: 'local', removed: true, changes: {} });
    expect(existsSync(join(clone.root, '.skerry/local'))).toBe(false);
    const again = await clone.skerry(['down', 'local', '--yes']);
    expect([again.code, again.stderr]).toEqual([0, 'local is not up: there is nothing to remove\n']);
  });
});

describe('skerry env', () => {
  it('lets plain pulumi work on the stack, from any folder, and changes no committed file', async () => {
    clone = await TinyClone.create(quick);
    const before = await readFile(clone.stackFile('local'));
    const script =
      'eval "$(../cli/bin/skerry env local)" && pulumi preview -s local && pulumi up -s local --yes';
    const { code, stdout, stderr } = await clone.start('sh', ['-c', `cd elsewhere && ${script}`]).ended;
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('1 created');
    expect(await readFile(clone.stackFile('local'))).toEqual(before);
  });
});

describe('skerry logs', () => {
  it('lists the parts, and follows one', async () => {
    clone = await TinyClone.create(quick);
    const folder = join(clone.root, '.skerry/local/parts/local/redis/log');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'current'), 'one\ntwo\n');
    expect(await clone.skerry(['logs', 'local'])).toMatchObject({ code: 0, stdout: 'local/redis\n' });

    const following = clone.start(join(clone.root, 'cli/bin/skerry'), [
      ...['logs', 'local', 'local/redis', '-n', '1', '-f'],
    ]);
    await until('the last line is there', () => following.output() === 'two\n', { timeout: 60_000 });
    await appendFile(join(folder, 'current'), 'three\n');
    await until('the new line is there', () => following.output() === 'two\nthree\n', { timeout: 60_000 });
    following.child.kill('SIGTERM');
    await following.ended;
  });
});

describe('skerry secret set', () => {
  it('changes one line, and the engine reads it back', async () => {
    clone = await TinyClone.create(quick);
    const original = await clone.writeOwnStack('mine');
    const first = await clone.skerry(['secret', 'set', 'mine', 'token'], 'first');
    expect(first.code, first.stderr).toBe(0);
    const afterFirst = await readFile(clone.stackFile('mine'), 'utf8');
    const kept = afterFirst.split('\n').filter((line) => !/^ {2}skerry:token: |^encryptionsalt: /.test(line));
    expect(kept.join('\n')).toBe(original);
    expect(afterFirst).not.toContain('first');

    const value = 'p@ss "word" \\ $HOME\n-----END-----\n';
    expect((await clone.skerry(['secret', 'set', 'mine', 'token'], value)).code).toBe(0);
    const afterSecond = await readFile(clone.stackFile('mine'), 'utf8');
    const [old, now] = [afterFirst.split('\n'), afterSecond.split('\n')];
    expect(now).toHaveLength(old.length);
    expect(now.filter((line, at) => line !== old[at])).toEqual([
      expect.stringMatching(/^ {2}skerry:token: \{secure: "v1:[^"]+"\}$/),
    ]);

    const script = 'eval "$(cli/bin/skerry env mine)" && pulumi config get token -s mine';
    const read = await clone.start('sh', ['-c', script]).ended;
    expect(read.stdout.trimEnd()).toBe(value.trimEnd());
    const passphrase = join(clone.root, '.skerry/mine/keys/passphrase');
    expect((await stat(passphrase)).mode & 0o777).toBe(0o600);

    // Without the passphrase the secret in the file would be lost.
    expect((await clone.skerry(['down', 'mine', '--yes'])).code).toBe(0);
    expect(existsSync(passphrase)).toBe(true);
  });

  it.each([
    ['a stack whose passphrase is public', ['local', 'token'], 'x', /its passphrase is public/],
    ['an empty value', ['mine', 'token'], '', /standard input is empty/],
    ['the name of the site', ['mine', 'site'], 'x', /is no name of a secret/],
  ])('refuses %s', async (_title, args, value, message) => {
    clone = await TinyClone.create(quick);
    await clone.writeOwnStack('mine');
    const before = await readFile(clone.stackFile(args[0]!));
    const { code, stderr } = await clone.skerry(['secret', 'set', ...args], value);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(await readFile(clone.stackFile(args[0]!))).toEqual(before);
  });
});

describe('the exit status', () => {
  it('is 0 when all is good, 1 with findings, 2 when it could not run', async () => {
    clone = await TinyClone.create(quick);
    expect((await clone.skerry(['check'])).code).toBe(0);
    const bad = (await readFile(clone.stackFile('local'), 'utf8')).replace(
      'min: 2, max: 4',
      'min: 5, max: 4',
    );
    await writeFile(clone.stackFile('bad'), bad);
    const found = await clone.skerry(['check', 'bad']);
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(
      /^stacks\/Pulumi\.bad\.yaml:\d+:\d+ {2}error {2}capacity\/min-exceeds-max$/m,
    );
    const json = JSON.parse((await clone.skerry(['check', 'bad', '--json'])).stdout) as { errors: number };
    expect(json.errors).toBeGreaterThan(0);
    for (const args of [['check', 'locl'], ['check', 'no/such.yaml'], ['chek'], ['check', '--now', 'soon']]) {
      const { code, stderr } = await clone.skerry(args);
      expect(code, args.join(' ')).toBe(2);
      expect(stderr).not.toMatch(/^ +at /m);
    }
    expect((await clone.skerry(['check', 'locl'])).stderr).toContain('fix:   local');
  });

  it('is 2, without a stack trace, where the machine refuses', async () => {
    clone = await TinyClone.create(quick);
    const script = 'SKERRY_STATE=/dev/null/none cli/bin/skerry "$0" local --yes';
    const { code, stderr } = await clone.start('sh', ['-c', script, 'up']).ended;
    expect([code, stderr]).toEqual([2, "error: ENOTDIR: not a directory, mkdir '/dev/null/none'\n"]);
  });

  it('of status is 1 where the stack is not up', async () => {
    clone = await TinyClone.create(quick);
    const { code, stdout } = await clone.skerry(['status', 'local', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      stack: 'local',
      endpoints: {},
      groups: [],
      parts: [],
      drift: [],
    });
  });
});

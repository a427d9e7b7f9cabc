import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { secondOctet } from '../../../../providers/local/network/address-plan.ts';
import { chooseRange, claimRange, releaseRange } from '../../../../providers/local/network/claims.ts';
import { createClaim, openRegister, readClaims } from '../../../../providers/local/network/register.ts';
import { acquireLock } from '../../../../providers/local/process/lock.ts';
import { repositoryRoot } from '../../../../setup/paths.ts';
import { isRoot, NOBODY } from '../../../support/ordinary-user.ts';

describe('the choice of a range', () => {
  test('is free, within 127.2 to 127.254, and the same for the same folder', () => {
    const octets = fc.uniqueArray(fc.integer({ min: 2, max: 254 }), { maxLength: 252 });
    fc.assert(
      fc.property(fc.string(), octets, (seed, used) => {
        const taken = new Set(used);
        const octet = chooseRange(seed, taken) ?? 0;
        expect(octet).toBeGreaterThanOrEqual(2);
        expect(octet).toBeLessThanOrEqual(254);
        expect(taken.has(octet)).toBe(false);
        expect(chooseRange(seed, taken)).toBe(octet);
      }),
    );
  });

  test('is impossible when all are taken', () => {
    expect(chooseRange('x', new Set(Array.from({ length: 255 }, (_, octet) => octet)))).toBeUndefined();
  });
});

describe('the register of ranges', () => {
  let folder = '';
  let register = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-claims-'));
    register = join(folder, 'register');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A network of the stack, whose record is the evidence. */
  function request(stack: string, wished?: string) {
    const evidence = join(folder, stack, 'part.json');
    return {
      evidence,
      ...(wished === undefined ? {} : { wished }),
      insist: wished !== undefined,
      record: (cidr: string) => {
        mkdirSync(join(folder, stack), { recursive: true });
        writeFileSync(evidence, JSON.stringify({ cidr }));
        return Promise.resolve();
      },
    };
  }

  test('confirms what a stack has already while somebody holds the lock; not what it has not', async () => {
    const cidr = await claimRange(request('a'), register);
    const lock = await acquireLock(register, 0);
    try {
      expect(await claimRange(request('a'), register)).toBe(cidr);
      expect(await claimRange(request('a', cidr), register)).toBe(cidr);
      const other = `127.${cidr === '127.9.0.0/16' ? 10 : 9}.0.0/16`;
      const changed = claimRange(request('a', other), register);
      const created = claimRange(request('b'), register);
      await lock?.release();
      expect(await changed).toBe(other);
      expect(await created).not.toBe(other);
    } finally {
      await lock?.release();
    }
  });

  test('gives stacks that ask at the same time different ranges', async () => {
    const stacks = Array.from({ length: 8 }, (_, index) => `stack-${index}`);
    const cidrs = await Promise.all(stacks.map((stack) => claimRange(request(stack), register)));
    expect(new Set(cidrs).size).toBe(8);
    expect(readClaims(register).length).toBe(8);
  });

  test('is open to every user, each for his own files', async () => {
    await claimRange(request('a'), register);
    expect(statSync(register).mode & 0o7777).toBe(0o1777);
  });

  test('gives the same stack the same range again', async () => {
    const first = await claimRange(request('a'), register);
    expect(await claimRange(request('a'), register)).toBe(first);
    expect(readdirSync(register).length).toBe(1);
  });

  test('refuses a wished range that another stack has, and names that stack', async () => {
    const cidr = await claimRange(request('a'), register);
    await expect(claimRange(request('b', cidr), register)).rejects.toThrow(
      `${cidr} is in use by another stack of this machine (${join(folder, 'a', 'part.json')})`,
    );
  });

  test('takes over from a stack whose folder is gone', async () => {
    const cidr = await claimRange(request('a'), register);
    rmSync(join(folder, 'a'), { recursive: true });
    expect(await claimRange(request('b', cidr), register)).toBe(cidr);
    expect(readClaims(register).map(({ evidence }) => evidence)).toEqual([join(folder, 'b', 'part.json')]);
  });

  test('takes over what a crash of our own has left without content', async () => {
    mkdirSync(register);
    writeFileSync(join(register, '127.77'), '');
    expect(await claimRange(request('a', '127.77.0.0/16'), register)).toBe('127.77.0.0/16');
    expect(readClaims(register)).toMatchObject([{ octet: 77, evidence: join(folder, 'a', 'part.json') }]);
  });

  test('makes its own claim readable to others where an older version has not', async () => {
    const cidr = await claimRange(request('a'), register);
    const [claim] = readClaims(register);
    chmodSync(claim?.path ?? '', 0o600);
    expect(await claimRange(request('a', cidr), register)).toBe(cidr);
    expect(readClaims(register)[0]?.mode).toBe(0o644);
  });

  describe.each<[string, (path: string) => unknown]>([
    ['is a fifo', (path) => execFileSync('mkfifo', [path])],
    ['is a folder', (path) => mkdirSync(path)],
    ['is a symbolic link', (path) => symlinkSync('/etc/passwd', path)],
    ['holds no path', (path) => writeFileSync(path, '{"evidence": 1}\n')],
    ['holds no path', (path) => writeFileSync(path, 'relative/part.json\n')],
    ['has more than 8192 bytes', (path) => (writeFileSync(path, ''), truncateSync(path, 2 ** 40))],
  ])('where a claim %s', (problem, make) => {
    test('takes the range for somebody’s, and names the file', async () => {
      openRegister(register);
      const path = join(register, '127.77');
      make(path);
      await expect(claimRange(request('a', '127.77.0.0/16'), register)).rejects.toThrow(
        `127.77.0.0/16 is in use by another stack of this machine (unknown: the claim ${problem}): ` +
          'choose another 127.N.0.0/16, or leave cidr away and get a free one; ' +
          `where no such stack is left, remove its claim ${path}, which belongs to user ${process.geteuid?.()}`,
      );
      expect(await claimRange(request('a'), register)).not.toBe('127.77.0.0/16');
      await releaseRange(join(folder, 'a', 'part.json'), register);
      expect(existsSync(path) || lstatSync(path).isSymbolicLink()).toBe(true);
    });
  });

  describe.each<[string, (path: string) => unknown]>([
    ['a fifo', (path) => execFileSync('mkfifo', [path])],
    ['a folder', (path) => mkdirSync(path)],
    ['a link to a device', (path) => symlinkSync('/dev/zero', path)],
    ['no JSON', (path) => writeFileSync(path, '{"cidr": "127.7')],
    ['JSON of another shape', (path) => writeFileSync(path, 'null')],
    ['JSON of another shape', (path) => writeFileSync(path, '{"cidr": 5}')],
    ['a huge file', (path) => (writeFileSync(path, ''), truncateSync(path, 2 ** 40))],
  ])('where a claim names %s as its evidence', (_what, make) => {
    test('takes the range for somebody’s', async () => {
      openRegister(register);
      const trap = join(folder, 'trap');
      make(trap);
      writeFileSync(join(register, '127.77'), `${trap}\n`);
      await expect(claimRange(request('a', '127.77.0.0/16'), register)).rejects.toThrow(
        `127.77.0.0/16 is in use by another stack of this machine (${trap})`,
      );
    });
  });

  test.runIf(isRoot)('takes another user’s empty claim for a live one, and names its owner', async () => {
    openRegister(register);
    writeFileSync(join(register, '127.77'), '');
    chownSync(join(register, '127.77'), NOBODY, NOBODY);
    await expect(claimRange(request('a', '127.77.0.0/16'), register)).rejects.toThrow(
      new RegExp(`unknown: the claim is empty.*127\\.77, which belongs to user ${NOBODY}$`),
    );
  });

  test('names a claim that tells nothing, and the owners, when no range is left', async () => {
    openRegister(register);
    for (let octet = 2; octet <= 254; octet++) mkdirSync(join(register, `127.${octet}`));
    const uid = process.geteuid?.();
    await expect(claimRange(request('a'), register)).rejects.toThrow(
      'all loopback ranges 127.2.0.0/16 to 127.254.0.0/16 are in use: ' +
        `253 are claimed in ${register} (253 of user ${uid}), in the others somebody listens; ` +
        `remove the claims of stacks that are gone, such as ${join(register, '127.')}`,
    );
  });

  test('keeps but one claim of a stack', async () => {
    const evidence = join(folder, 'a', 'part.json');
    const cidr = await claimRange(request('a'), register);
    createClaim(register, secondOctet(cidr) === 77 ? 78 : 77, evidence);
    expect(await claimRange(request('a', cidr), register)).toBe(cidr);
    expect(readClaims(register).length).toBe(1);
  });

  test('is free for others when its holder was killed before he had it on record', async () => {
    const claims = join(repositoryRoot(), 'providers', 'local', 'network', 'claims.ts');
    const evidence = join(folder, 'killed', 'part.json');
    const script = `
      import { claimRange } from '${claims}';
      const record = () => new Promise(() => { console.log('claimed'); setInterval(() => {}, 1000); });
      await claimRange({ evidence: '${evidence}', wished: '127.77.0.0/16', insist: true, record }, '${register}');`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(holder, 'exit');
    await once(holder.stdout, 'data');
    expect(readClaims(register)).toMatchObject([{ octet: 77, evidence }]);
    holder.kill('SIGKILL');
    await exited;
    expect(await claimRange(request('a', '127.77.0.0/16'), register)).toBe('127.77.0.0/16');
    expect(readClaims(register).length).toBe(1);
  });

  test('forgets what is released, and only that', async () => {
    await claimRange(request('a'), register);
    await claimRange(request('b'), register);
    await releaseRange(join(folder, 'a', 'part.json'), register);
    expect(readClaims(register).map(({ evidence }) => evidence)).toEqual([join(folder, 'b', 'part.json')]);
  });
});

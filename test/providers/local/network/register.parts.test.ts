import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimRange, releaseRange } from '../../../../providers/local/network/claims.ts';
import {
  createClaim,
  openRegister,
  readClaims,
  sweepTemporaries,
} from '../../../../providers/local/network/register.ts';
import { repositoryRoot } from '../../../../setup/paths.ts';
import { asOrdinaryUser, isRoot, NOBODY } from '../../../support/ordinary-user.ts';

let folder = '';
let register = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-register-'));
  chmodSync(folder, 0o755);
  register = join(folder, 'register');
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o7777;

function underUmask<T>(mask: number, work: () => T): T {
  const before = process.umask(mask);
  try {
    return work();
  } finally {
    process.umask(before);
  }
}

describe('the folder of the register', () => {
  test.each([0o000, 0o022, 0o077, 0o777])('is open to all, and sticky, under umask %o', (mask) => {
    underUmask(mask, () => openRegister(register));
    expect(modeOf(register)).toBe(0o1777);
  });

  test.each([0o700, 0o755, 0o777, 0o1755])(
    'is mended by its owner where a kill has left it with mode %o',
    (mode) => {
      mkdirSync(register);
      chmodSync(register, mode);
      openRegister(register);
      expect(modeOf(register)).toBe(0o1777);
    },
  );

  test.each<[string, (path: string) => void]>([
    ['a symbolic link', (path) => symlinkSync(folder, path)],
    ['a symbolic link', (path) => symlinkSync('/nowhere', path)],
    ['a file', (path) => writeFileSync(path, '')],
  ])('is refused where it is %s, which stays as it is', async (what, make) => {
    make(register);
    const before = lstatSync(register).ino;
    const record = (): Promise<void> => Promise.reject(new Error('nothing may be claimed there'));
    await expect(claimRange({ evidence: '/a', insist: false, record }, register)).rejects.toThrow(
      `${register} is ${what} of user ${process.geteuid?.()}, where the folder must be in which all users claim ` +
        `loopback ranges: find out whose it is, then remove it: rm ${register}`,
    );
    expect(lstatSync(register).ino).toBe(before);
    expect(modeOf(folder)).toBe(0o755);
    // An end of a stack isn't hindered: no claim of it is there.
    await releaseRange('/a', register);
  });

  test.runIf(isRoot)('is refused where it is another ordinary user’s', () => {
    mkdirSync(register);
    chmodSync(register, 0o1777);
    chownSync(register, NOBODY, NOBODY);
    expect(() => openRegister(register)).toThrow(
      `${register}, where all users claim loopback ranges, belongs to user ${NOBODY}, who could remove or exchange ` +
        `other users' claims: let root have it, once for all users: sudo chown root: ${register}`,
    );
  });

  test.runIf(isRoot)('is refused to an ordinary user where root’s is not sticky', async () => {
    mkdirSync(register);
    chmodSync(register, 0o777);
    const opening = asOrdinaryUser(() => Promise.resolve(openRegister(register)));
    await expect(opening).rejects.toThrow(
      `has mode 777: it must be open to all and sticky; as its owner: chmod 1777 ${register}`,
    );
  });

  test('serves an ordinary user, too', async () => {
    openRegister(register);
    await asOrdinaryUser(async () => {
      openRegister(register);
      expect(createClaim(register, 77, '/b/part.json')).toBe(true);
      await releaseRange('/b/part.json', register);
    });
    expect(readdirSync(register)).toEqual([]);
  });
});

describe('a claim’s file', () => {
  beforeEach(() => openRegister(register));

  test.each([0o000, 0o077])('is readable to all and writable to its owner under umask %o', (mask) => {
    expect(underUmask(mask, () => createClaim(register, 77, '/a/part.json'))).toBe(true);
    expect(modeOf(join(register, '127.77'))).toBe(0o644);
    expect(readdirSync(register)).toEqual(['127.77']);
    expect(readClaims(register)).toMatchObject([{ octet: 77, evidence: '/a/part.json', mode: 0o644 }]);
  });

  test('is made where there is none, be there a link to nowhere or a folder', () => {
    const path = (octet: number): string => join(register, `127.${octet}`);
    writeFileSync(path(2), 'kept');
    mkdirSync(path(3));
    symlinkSync(join(folder, 'nowhere'), path(4));
    for (const octet of [2, 3, 4]) expect(createClaim(register, octet, '/a')).toBe(false);
    expect(readFileSync(path(2), 'utf8')).toBe('kept');
    expect(readdirSync(folder)).toEqual(['register']);
    expect(readdirSync(register)).toEqual(['127.2', '127.3', '127.4']);
  });

  test('is cut short only where it is our own and has no line’s end', () => {
    const contents = { 2: '', 3: '/a/part.js', 4: '\0\0\0\0', 5: 'garbage\n', 6: '/a\n/b\n', 7: '/a\0b\n' };
    for (const [octet, content] of Object.entries(contents))
      writeFileSync(join(register, `127.${octet}`), content);
    const torn = readClaims(register).filter((claim) => claim.torn);
    expect(torn.map(({ octet }) => octet)).toEqual([2, 3, 4]);
    expect(readClaims(register).filter(({ evidence }) => evidence !== undefined)).toEqual([]);
  });

  test.runIf(isRoot)('of another user is never cut short, but somebody’s', () => {
    writeFileSync(join(register, '127.2'), '');
    chownSync(join(register, '127.2'), NOBODY, NOBODY);
    expect(readClaims(register)).toMatchObject([{ octet: 2, uid: NOBODY, problem: 'is empty', torn: false }]);
  });

  test('is no other name’s, such as those of ranges that can’t be', () => {
    for (const name of ['127.0', '127.255', '127.007', '127.1000', '127.x', '127.5.tmp'])
      writeFileSync(join(register, name), '/a\n');
    expect(readClaims(register)).toEqual([]);
  });

  test('is whole or not there, whenever its maker is killed', async () => {
    const module = join(repositoryRoot(), 'providers', 'local', 'network', 'register.ts');
    const script = `
      import { createClaim, readClaims, removeClaim } from '${module}';
      for (;;) {
        for (let octet = 2; octet < 10; octet++) createClaim('${register}', octet, '/a/part.json');
        console.log('round');
        readClaims('${register}').map(removeClaim);
      }`;
    for (let kill = 0; kill < 5; kill++) {
      const maker = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(maker, 'exit');
      for (let round = 0; round <= kill; round++) await once(maker.stdout, 'data');
      maker.kill('SIGKILL');
      await exited;
      for (const claim of readClaims(register))
        expect(claim).toMatchObject({ evidence: '/a/part.json', mode: 0o644 });
      sweepTemporaries(register);
      expect(readdirSync(register).filter((name) => !/^127\.\d$/.test(name))).toEqual([]);
    }
  });

  test('that a kill has left half made goes with the next look under the lock', () => {
    const left = join(register, '.claim.1.0');
    writeFileSync(left, '/a/pa');
    mkdirSync(join(register, '.claim.folder'));
    sweepTemporaries(register);
    expect(readdirSync(register)).toEqual(['.claim.folder']);
  });

  test.runIf(isRoot)('that another user has half made is left to him', () => {
    const left = join(register, '.claim.1.0');
    writeFileSync(left, '');
    chownSync(left, NOBODY, NOBODY);
    sweepTemporaries(register);
    expect(readdirSync(register)).toEqual(['.claim.1.0']);
  });
});

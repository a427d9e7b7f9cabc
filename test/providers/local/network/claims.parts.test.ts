import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  chooseRange,
  claimRange,
  readClaims,
  releaseRange,
} from '../../../../providers/local/network/claims.ts';

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

  test('takes a claim that tells nothing for a live one', async () => {
    mkdirSync(register);
    writeFileSync(join(register, '127.77'), '');
    await expect(claimRange(request('a', '127.77.0.0/16'), register)).rejects.toThrow('is in use');
  });

  test('forgets what is released, and only that', async () => {
    await claimRange(request('a'), register);
    await claimRange(request('b'), register);
    await releaseRange(join(folder, 'a', 'part.json'), register);
    expect(readClaims(register).map(({ evidence }) => evidence)).toEqual([join(folder, 'b', 'part.json')]);
  });
});

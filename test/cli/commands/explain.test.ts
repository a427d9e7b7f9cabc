import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { explain } from '../../../cli/commands/explain.ts';
import { Failure } from '../../../cli/failure.ts';
import { catalogue } from '../../../topology/codes/catalogue.ts';

let printed: string;
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    printed += String(part);
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

it('explains a code', async () => {
  expect(await explain('capacity/min-exceeds-max', {})).toBe(0);
  expect(printed).toMatch(/^capacity\/min-exceeds-max\nerror unless min is at most max\n/);
  expect(printed).toContain('min 7 exceeds max');
});

it('prints it for programs, with its family, its tables and its example', async () => {
  await explain('capacity/platform-limit', { json: true });
  expect(JSON.parse(printed)).toMatchObject({
    code: 'capacity/platform-limit',
    family: 'capacity',
    severity: 'error',
    toldBy: 'check',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.Range' }, {}, {}, {}],
    tables: [{ subject: 'limits of capacity' }],
    example: { file: 'test/corpus/bad/capacity/platform-limit.yaml' },
  });
});

it('lists the codes of a family, and all of them without a name', async () => {
  await explain('redis', {});
  expect(printed).toMatch(/^redis {2}Redis of a region\n {2}redis\/missing .*\n {2}redis\/too-large /);
  printed = '';
  await explain(undefined, { json: true });
  expect((JSON.parse(printed) as unknown[]).length).toBe(catalogue.length);
});

it.each([
  ['capacity/min-excedes-max', 'capacity/min-exceeds-max'],
  ['capasity', 'capacity'],
  ['redis/full', 'redis/missing, redis/too-large'],
  ['nonsense', 'skerry explain, which lists all codes'],
])('refuses a code that there is not, with the one that was likely meant: %s', async (name, fix) => {
  const failure = await explain(name, {}).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ message: `there is no code ${name}`, exitCode: 2, fix });
});

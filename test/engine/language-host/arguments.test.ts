import { describe, expect, it } from 'vitest';
import {
  engineAddress,
  environmentOf,
  runnerArguments,
  runnerEnvironment,
  runtimeOptions,
} from '../../../engine/language-host/arguments.ts';

describe('engineAddress', () => {
  it.each([
    [['127.0.0.1:4000'], '127.0.0.1:4000'],
    [['-logflow', '-v=9', '127.0.0.1:4000'], '127.0.0.1:4000'],
    [[], ''],
  ])('of %j is %j', (args, expected) => {
    expect(engineAddress(args)).toBe(expected);
  });
});

describe('runtimeOptions', () => {
  it('compiles TypeScript unless told not to, as the official host does', () => {
    expect(runtimeOptions({})).toEqual({ typescript: true, nodeargs: [] });
    expect(runtimeOptions({ typescript: false })).toEqual({ typescript: false, nodeargs: [] });
  });

  it("splits Node's arguments at blanks", () => {
    expect(runtimeOptions({ nodeargs: ' --import tsx  --max-old-space-size=512 ' }).nodeargs).toEqual([
      '--import',
      'tsx',
      '--max-old-space-size=512',
    ]);
  });

  it.each([
    [{ typescript: 'no' }, 'runtime.options.typescript is "no"; allowed: true or false'],
    [{ nodeargs: 5 }, 'runtime.options.nodeargs is 5'],
    [{ tsconfig: [] }, 'runtime.options.tsconfig is []; allowed: a path'],
  ])('refuses %j', (options, message) => {
    expect(() => runtimeOptions(options)).toThrow(message);
  });
});

describe('runnerArguments', () => {
  const run = {
    project: 'p',
    stack: 's',
    organization: 'organization',
    pwd: '/program',
    program: 'index.ts',
    argsList: [],
    dryrun: true,
    parallel: 16,
    monitorAddress: '127.0.0.1:1',
  };

  it('are what the SDK expects, the program last', () => {
    expect(runnerArguments(run, '127.0.0.1:2', '/root').join(' ')).toBe(
      '--monitor 127.0.0.1:1 --engine 127.0.0.1:2 --organization organization --project p ' +
        '--root-directory /root --stack s --pwd /program --parallel 16 --dry-run index.ts',
    );
  });

  it('leave out what is empty, and name the folder where no program is given', () => {
    const bare = { ...run, organization: '', dryrun: false, parallel: 0, program: '' };
    expect(runnerArguments(bare, '127.0.0.1:2', '').join(' ')).toBe(
      '--monitor 127.0.0.1:1 --engine 127.0.0.1:2 --project p --stack s --pwd /program .',
    );
  });
});

describe('the environment of programs', () => {
  it('carries configuration as JSON, and which keys are secret', () => {
    const options = { typescript: false, nodeargs: [] };
    expect(runnerEnvironment([['skerry:a', '"1"']], ['skerry:b'], options)).toEqual({
      PULUMI_CONFIG: '{"skerry:a":"\\"1\\""}',
      PULUMI_CONFIG_SECRET_KEYS: '["skerry:b"]',
      PULUMI_NODEJS_TYPESCRIPT: 'false',
    });
  });

  it('keeps equals signs within values', () => {
    expect(environmentOf(['A=1', 'B=x=y', 'C='])).toEqual({ A: '1', B: 'x=y', C: '' });
  });
});

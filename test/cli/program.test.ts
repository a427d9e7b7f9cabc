import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError, type Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../cli/program.ts';

const golden = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'golden', `${name}.txt`), 'utf8');

/** Runs the command line, which must end without a command, and gives what it printed. */
async function printed(...args: string[]): Promise<{ text: string; exitCode: number }> {
  let text = '';
  const program = createProgram(() => undefined);
  const record = (command: Command): void => {
    command.configureOutput({ writeOut: (part) => (text += part), writeErr: (part) => (text += part) });
    command.exitOverride();
    command.commands.forEach(record);
  };
  record(program);
  try {
    await program.parseAsync(['node', 'skerry', ...args]);
  } catch (error) {
    if (error instanceof CommanderError) return { text, exitCode: error.exitCode };
    throw error;
  }
  throw new Error(`skerry ${args.join(' ')} ran a command`);
}

describe('help', () => {
  const commands = [
    'up',
    'preview',
    'policies',
    'down',
    'status',
    'check',
    'explain',
    'render',
    'logs',
    'migrate',
    'unlock',
    'env',
  ];
  it.each([['help', ['--help']], ...commands.map((name) => [`help-${name}`, [name, '--help']])])(
    'reads as recorded: %s',
    async (name, args) => {
      expect(await printed(...args)).toEqual({ text: golden(name as string), exitCode: 0 });
    },
  );
  it.each([
    ['secret', 'set'],
    ['state', 'list'],
    ['state', 'backup'],
    ['state', 'restore'],
  ])('reads as recorded: %s %s', async (group, command) => {
    expect((await printed(group, command, '--help')).text).toBe(golden(`help-${group}-${command}`));
  });
});

it('tells its version', async () => {
  expect((await printed('--version')).text).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('a wrong command line', () => {
  it.each([
    ['an unknown command, with the likely one', ['chek'], /unknown command 'chek'.*\n.*Did you mean check/],
    ['a missing stack', ['up'], /missing required argument 'stack'/],
    ['an unknown option', ['up', 'local', '--ye'], /unknown option '--ye'.*\n.*--yes/],
    ['a format that is none', ['check', '--format', 'xml'], /Allowed choices are pretty, json, sarif/],
  ])('is refused: %s', async (_title, args, message) => {
    const { text, exitCode } = await printed(...args);
    expect(text).toMatch(message);
    expect(exitCode).not.toBe(0);
  });
});

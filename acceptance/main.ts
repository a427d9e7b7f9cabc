import { CommanderError } from 'commander';
import { Failure, Findings } from '../cli/failure.ts';
import { Project } from '../cli/stack/project.ts';
import { accept } from './acceptance.ts';
import { cleanUp } from './clean.ts';
import { createProgram } from './options.ts';

try {
  await createProgram(async (stack, options) => {
    process.exitCode = await run(stack, options);
  }).parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error);
}

async function run(stack: string | undefined, options: Parameters<typeof accept>[1]): Promise<number> {
  if (options.clean !== undefined) return await cleanUp(new Project(), options.clean);
  if (stack !== undefined) return await accept(stack, options);
  throw new Failure('no stack is named', { exitCode: 2, fix: 'npm run acceptance -- <stack>' });
}

function report(error: unknown): number {
  // Commander has printed it already; help ends with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Findings) {
    process.stderr.write(error.message);
    return error.exitCode;
  }
  if (error instanceof Failure) {
    process.stderr.write(`error: ${error.message}\n`);
    if (error.fix !== undefined) process.stderr.write(`fix:   ${error.fix}\n`);
    return error.exitCode;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`error: this is a fault of Skerry's own, please report it\n${text}\n`);
  return 2;
}

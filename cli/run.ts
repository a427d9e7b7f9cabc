import { CommanderError } from 'commander';
import { Failure, Findings } from './failure.ts';
import { paintFor, terminalOf } from './output/terminal.ts';
import { createProgram } from './program.ts';

/**
 * Runs a command line, as `main.ts` does.
 *
 * @param args without the program's name
 * @returns the exit status
 */
export async function run(args: readonly string[]): Promise<number> {
  let status = 0;
  try {
    await createProgram((told) => {
      status = told;
    }).parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  // Commander has printed it already; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const paint = paintFor(terminalOf(process.stderr));
  if (error instanceof Findings) {
    process.stderr.write(error.message);
    return error.exitCode;
  }
  if (error instanceof Failure) {
    process.stderr.write(`${paint('red', 'error')}: ${error.message}\n`);
    if (error.fix !== undefined) process.stderr.write(`${paint('green', 'fix')}:   ${error.fix}\n`);
    return error.exitCode;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${paint('red', 'error')}: this is a fault of Skerry's own, please report it\n${text}\n`,
  );
  return 2;
}

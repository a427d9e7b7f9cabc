import { CommanderError } from 'commander';
import { Failure, Findings } from './failure.ts';
import { paintFor, terminalOf } from './output/terminal.ts';
import { createProgram } from './program.ts';

// A reader that has seen enough (`skerry logs local | head`) ends the command; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await createProgram((exitCode) => {
    process.exitCode = exitCode;
  }).parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error);
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

import { paintFor, terminalOf } from './terminal.ts';

/** A remark on what is being done: on standard error, so that standard output holds the result alone. */
export function note(text: string): void {
  process.stderr.write(`${paintFor(terminalOf(process.stderr))('dim', text)}\n`);
}

/** One JSON document on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

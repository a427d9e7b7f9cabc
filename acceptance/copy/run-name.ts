import { randomBytes } from 'node:crypto';

const FORM = /^accept-[0-9a-f]{6}$/;

/** Name of a run: of its stack, of its stack file, and the value of the tag `skerry:stack` on all that it makes. */
export function newRunName(random: (bytes: number) => Buffer = randomBytes): string {
  return `accept-${random(3).toString('hex')}`;
}

/** Whether a stack is a run's own: no other is ever taken down by a run. */
export function isRunName(stack: string): boolean {
  return FORM.test(stack);
}

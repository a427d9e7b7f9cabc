import { type Input, output } from '@pulumi/pulumi';

/** What an input becomes. */
export function promiseOf<T>(input: Input<T>): Promise<unknown> {
  return new Promise((resolve) => output(input).apply(resolve));
}

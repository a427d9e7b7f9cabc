import { createRequire } from 'node:module';

/** The SDK's module that watches for promises which a program leaves behind. Not of its public interface. */
interface Debuggable {
  debuggablePromise: <T extends Promise<unknown>>(promise: T, context: unknown) => T;
}

/**
 * Spares the program what the SDK's traces cost: some 40 % of a preview of 5,000 resources. Errors keep theirs.
 *
 * - The SDK's runner maps each line of each trace to the source of a compiled program. Node runs our sources as they
 *   are: their lines are right.
 * - The SDK takes a trace for each of the four promises behind each property of each resource, and prints it for a
 *   promise that is never settled, if PULUMI_DEBUG_PROMISE_LEAKS is set.
 */
export function spareTraces(env: Record<string, string | undefined> = process.env): void {
  Reflect.deleteProperty(Error, 'prepareStackTrace');
  if (env['PULUMI_DEBUG_PROMISE_LEAKS']) return;
  const sdk = createRequire(import.meta.url)('@pulumi/pulumi/runtime/debuggable.js') as Debuggable;
  const { debuggablePromise } = sdk;
  sdk.debuggablePromise = (promise, context) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(promise, context);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}

import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { spareTraces } from '../../stacks/lean-traces.ts';

interface Traced extends Promise<unknown> {
  _debugCtx?: string;
  _debugStackTrace?: string;
}

const sdk = createRequire(import.meta.url)('@pulumi/pulumi/runtime/debuggable.js') as {
  debuggablePromise: (promise: Promise<unknown>, context: string) => Promise<unknown>;
};
const asShipped = sdk.debuggablePromise;

/** What the SDK notes at a promise. */
function noted(): Traced {
  const promise: Traced = Promise.resolve();
  void sdk.debuggablePromise(promise, 'a property');
  return promise;
}

describe("the SDK's traces of promises", () => {
  afterEach(() => {
    sdk.debuggablePromise = asShipped;
  });

  it('are taken by the SDK as it is shipped, at the place that is spared', () => {
    expect(noted()._debugStackTrace).toContain('lean-traces.test.ts');
  });

  it('are spared, while promises are still watched and errors keep their traces', () => {
    spareTraces({});
    expect(noted()._debugStackTrace).not.toContain('at ');
    expect(noted()._debugCtx).toBe('a property');
    expect(new Error('of ours').stack).toContain('lean-traces.test.ts');
  });

  it('are taken for who looks for a promise that is never settled', () => {
    spareTraces({ PULUMI_DEBUG_PROMISE_LEAKS: 'true' });
    expect(noted()._debugStackTrace).toContain('lean-traces.test.ts');
  });
});

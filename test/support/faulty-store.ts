import { setTimeout as delay } from 'node:timers/promises';
import { StoreError, TruncatedBodyError } from '../../storage/errors.ts';
import { mulberry32 } from './mulberry32.ts';
import type { ObjectStore, ObjectStream, ObjectWriter } from '../../storage/store.ts';

export type Operation =
  'head' | 'get' | 'stream' | 'put' | 'putIfAbsent' | 'write' | 'commit' | 'list' | 'delete' | 'sweep';

/** One call of the store; `index` counts all of them from 0. */
export interface Call {
  operation: Operation;
  key: string;
  index: number;
}

export type Fault =
  /** Nothing happens, and the caller gets an error. */
  | { kind: 'error-before' }
  /** It happens, and the caller gets an error: a lost answer. */
  | { kind: 'error-after' }
  /** It happens after so many milliseconds. */
  | { kind: 'delay'; ms: number }
  /** A stream that breaks off after so many bytes; for other operations as `error-before`. */
  | { kind: 'truncate'; bytes: number }
  /** As if the process had been killed there: this call and all that follow fail. */
  | { kind: 'crash-before' }
  | { kind: 'crash-after' };

export type FaultPlan = (call: Call) => Fault | undefined;

/** The caller counts as dead; nothing it does has an effect any more. */
export class CrashError extends Error {
  override readonly name = 'CrashError';
}

/** Wraps any store and does to its calls what the plan says. */
export class FaultyStore implements ObjectStore {
  readonly #inner: ObjectStore;
  readonly #plan: FaultPlan;
  readonly #calls: Call[] = [];
  #crashed = false;

  constructor(inner: ObjectStore, plan: FaultPlan) {
    this.#inner = inner;
    this.#plan = plan;
  }

  /** All calls so far, in order. */
  get calls(): readonly Call[] {
    return this.#calls;
  }

  head(...args: Parameters<ObjectStore['head']>) {
    return this.#disturb('head', args[0], () => this.#inner.head(...args));
  }

  get(...args: Parameters<ObjectStore['get']>) {
    return this.#disturb('get', args[0], () => this.#inner.get(...args));
  }

  stream(...args: Parameters<ObjectStore['stream']>) {
    return this.#disturb(
      'stream',
      args[0],
      () => this.#inner.stream(...args),
      (stream, bytes) => stream && truncate(stream, bytes),
    );
  }

  put(...args: Parameters<ObjectStore['put']>) {
    return this.#disturb('put', args[0], () => this.#inner.put(...args));
  }

  putIfAbsent(...args: Parameters<ObjectStore['putIfAbsent']>) {
    return this.#disturb('putIfAbsent', args[0], () => this.#inner.putIfAbsent(...args));
  }

  write(...args: Parameters<ObjectStore['write']>): ObjectWriter {
    const [key] = args;
    const writer = this.#inner.write(...args);
    return {
      write: (chunk) => this.#disturb('write', key, () => writer.write(chunk)),
      commit: (metadata) => this.#disturb('commit', key, () => writer.commit(metadata)),
      // A dead process aborts nothing.
      abort: () => (this.#crashed ? Promise.resolve() : writer.abort()),
    };
  }

  async *list(...args: Parameters<ObjectStore['list']>) {
    await this.#disturb('list', args[0], () => Promise.resolve());
    yield* this.#inner.list(...args);
  }

  delete(...args: Parameters<ObjectStore['delete']>) {
    return this.#disturb('delete', args[0], () => this.#inner.delete(...args));
  }

  sweepAbandoned(...args: Parameters<ObjectStore['sweepAbandoned']>) {
    return this.#disturb('sweep', '', () => this.#inner.sweepAbandoned(...args));
  }

  close(): void {
    this.#inner.close();
  }

  async #disturb<T>(
    operation: Operation,
    key: string,
    effect: () => Promise<T>,
    cut?: (result: T, bytes: number) => T,
  ): Promise<T> {
    const call = { operation, key, index: this.#calls.length };
    this.#calls.push(call);
    const fault = this.#crashed ? ({ kind: 'crash-before' } as const) : this.#plan(call);
    switch (fault?.kind) {
      case undefined:
        return effect();
      case 'delay':
        await delay(fault.ms);
        return effect();
      case 'truncate':
        if (!cut) throw injected(call);
        return cut(await effect(), fault.bytes);
      case 'error-before':
        throw injected(call);
      case 'error-after':
        await effect();
        throw injected(call);
      case 'crash-before':
        this.#crashed = true;
        throw new CrashError(`crashed before call ${call.index}, ${operation} ${key}`);
      case 'crash-after':
        await effect();
        this.#crashed = true;
        throw new CrashError(`crashed after call ${call.index}, ${operation} ${key}`);
    }
  }
}

/** The process dies at the call of this index. */
export function crashAt(index: number, when: 'before' | 'after'): FaultPlan {
  return (call) => (call.index === index ? { kind: `crash-${when}` } : undefined);
}

/** Faults by chance, the same ones for the same seed; `rates` are probabilities of each kind. */
export function seededFaults(
  seed: number,
  rates: { errorBefore?: number; errorAfter?: number; delay?: number; truncate?: number },
): FaultPlan {
  const random = mulberry32(seed);
  return () => {
    const dice = random();
    const size = random();
    const { errorBefore = 0, errorAfter = 0, delay: slow = 0, truncate: cut = 0 } = rates;
    if (dice < errorBefore) return { kind: 'error-before' };
    if (dice < errorBefore + errorAfter) return { kind: 'error-after' };
    if (dice < errorBefore + errorAfter + slow) return { kind: 'delay', ms: Math.floor(size * 50) };
    if (dice < errorBefore + errorAfter + slow + cut)
      return { kind: 'truncate', bytes: Math.floor(size * 10_000) };
    return undefined;
  };
}

function injected({ operation, key }: Call): StoreError {
  return new StoreError(operation, key, '503 injected fault', { status: 503 });
}

function truncate(stream: ObjectStream, bytes: number): ObjectStream {
  async function* body() {
    let left = bytes;
    for await (const chunk of stream.body) {
      if (chunk.byteLength >= left) {
        yield chunk.subarray(0, left);
        throw new TruncatedBodyError(stream.key, stream.size, bytes);
      }
      left -= chunk.byteLength;
      yield chunk;
    }
  }
  return { ...stream, body: body() };
}

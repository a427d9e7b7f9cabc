import type { RedisScripts } from './redis-scripts.ts';
import type { Lease, RunHead, RunPlan, RunProgress, TaskQueue, TaskReport } from './task-queue.ts';

/** Tasks that go to Redis in one script. */
const BATCH = 1000;

export class RedisTaskQueue implements TaskQueue {
  readonly #scripts: RedisScripts;
  readonly #leaseMs: number;

  /** @param leaseMs after this long without `extend` a lease may go to another worker */
  constructor(scripts: RedisScripts, leaseMs: number) {
    this.#scripts = scripts;
    this.#leaseMs = leaseMs;
  }

  async beginRun(leader: number, { id, started, context, closing }: RunPlan): Promise<boolean> {
    return (await this.#scripts.run('beginRun', leader, id, started, context, closing)) === 1;
  }

  async enqueue(run: string, tasks: readonly string[]): Promise<boolean> {
    for (let from = 0; from < tasks.length; from += BATCH) {
      const batch = tasks.slice(from, from + BATCH);
      if ((await this.#scripts.run('enqueue', run, ...batch)) !== 1) return false;
    }
    return true;
  }

  async seal(run: string): Promise<boolean> {
    return (await this.#scripts.run('seal', run)) === 1;
  }

  async run(): Promise<RunProgress | undefined> {
    const [flat, failures, waiting, leased] = (await this.#scripts.run('run')) as [
      string[],
      string[],
      number,
      number,
    ];
    const fields = pairs(flat);
    const { id, started } = fields;
    if (id === undefined || started === undefined) return undefined;
    const count = (name: string) => Number(fields[name] ?? 0);
    const counters = Object.entries(fields)
      .filter(([name]) => name.startsWith('c:'))
      .map(([name, value]) => [name.slice(2), Number(value)] as const);
    return {
      id,
      started,
      context: fields['context'] ?? '',
      closing: fields['closing'] ?? '',
      sealed: count('sealed') === 1,
      total: count('total'),
      done: count('done'),
      failed: count('failed'),
      counters: Object.fromEntries(counters),
      recentFailures: failures.map((failure) => JSON.parse(failure) as unknown),
      failures: count('failures'),
      waiting,
      leased,
    };
  }

  async lease(max: number): Promise<{ run: RunHead | undefined; leases: Lease[] }> {
    const [[id, started, context], leases] = (await this.#scripts.run('lease', this.#leaseMs, max)) as [
      string[],
      [string, string, number][],
    ];
    const isRun = id !== undefined && started !== undefined && context !== undefined;
    return {
      run: isRun ? { id, started, context } : undefined,
      leases: leases.map(([task, token, attempt]) => ({ task, token: Number(token), attempt })),
    };
  }

  async extend(leases: readonly Lease[]): Promise<Lease[]> {
    const flat = leases.flatMap(({ task, token }) => [task, token]);
    const lost = (await this.#scripts.run('extend', this.#leaseMs, ...flat)) as number[];
    return lost.map((index) => leases[index]!);
  }

  async complete({ task, token }: Lease, { outcome, counters, failures }: TaskReport): Promise<boolean> {
    const sums = Object.entries(counters);
    const texts = failures.map((failure) => JSON.stringify(failure));
    const values = [task, token, outcome, sums.length, ...sums.flat(), ...texts];
    return (await this.#scripts.run('complete', ...values)) === 1;
  }

  async retry({ task, token }: Lease, delayMs: number): Promise<boolean> {
    return (await this.#scripts.run('retry', task, token, Math.round(delayMs))) === 1;
  }

  async release({ task, token }: Lease): Promise<boolean> {
    return (await this.#scripts.run('release', task, token)) === 1;
  }
}

function pairs(flat: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (let index = 0; index + 1 < flat.length; index += 2) record[flat[index]!] = flat[index + 1]!;
  return record;
}

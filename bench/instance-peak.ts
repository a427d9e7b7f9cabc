import { processesUnder } from '../test/e2e/support/processes.ts';
import { highWater, readMemory, union, type ProcessMemory } from './instance-memory.ts';

/** Milliseconds between two samples, and between two looks for new processes. */
const SAMPLE = 250;
const LOOK = 1_000;

/** The most that one instance of a group has held, in MB (1,000,000 bytes). */
export interface InstancePeak {
  /** Of what all its processes held at one moment, pages of files counted once. */
  union: number;
  /** Highest resident sets of its processes, whenever each was reached, added up. */
  sum: number;
}

/** Watches the Node processes of a group's instances (agent and workload) below a stack's state folder. */
export function watchInstances(
  state: string,
  group: string,
): { stop(): Promise<InstancePeak>; cancel(): void } {
  const unions = new Map<string, number>();
  const pids = new Map<number, string>();
  const end = new AbortController();

  async function sample(): Promise<void> {
    const held = new Map<string, ProcessMemory[]>();
    for (const [pid, instance] of pids) {
      const memory = await readMemory(pid);
      if (memory) held.set(instance, [...(held.get(instance) ?? []), memory]);
      else pids.delete(pid);
    }
    for (const [instance, memories] of held) {
      unions.set(instance, Math.max(unions.get(instance) ?? 0, union(memories)));
    }
  }

  async function watch(): Promise<void> {
    for (let round = 0; !end.signal.aborted; round += 1) {
      if ((round * SAMPLE) % LOOK === 0) find(state, group, pids);
      await sample();
      await new Promise((resolve) => setTimeout(resolve, SAMPLE));
    }
  }

  const watching = watch();
  watching.catch(() => undefined); // `stop` tells of it.
  return {
    cancel: () => end.abort(),
    async stop() {
      end.abort();
      await watching;
      find(state, group, pids);
      await sample();
      const sums = new Map<string, number>();
      for (const [pid, instance] of pids) {
        sums.set(instance, (sums.get(instance) ?? 0) + ((await highWater(pid)) ?? 0));
      }
      if (sums.size === 0) throw new Error(`no process of an instance of ${group} runs below ${state}`);
      return { union: megabytes(unions), sum: megabytes(sums) };
    },
  };
}

/** A process that began after the last look is younger than what it holds at its peak. */
function find(state: string, group: string, pids: Map<number, string>): void {
  for (const { pid, cwd, command } of processesUnder(state)) {
    const [instance] = new RegExp(`group-${group}/instances/[^/]+`).exec(cwd) ?? [];
    if (instance !== undefined && /^\S*node /.test(command)) pids.set(pid, instance);
  }
}

function megabytes(kilobytes: ReadonlyMap<string, number>): number {
  return (Math.max(...kilobytes.values()) * 1024) / 1e6;
}

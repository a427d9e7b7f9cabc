import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { readLocal } from '../../cli/status/read-local.ts';
import type { Stack } from '../../cli/stack/open.ts';
import { processesIn } from '../../providers/local/process/procfs.ts';
import { isErrno, writeAtomic } from '../../providers/local/state/files.ts';
import { physical, stackLock } from '../../providers/local/state/layout.ts';
import type { LiveGroupState } from '../../capacity/live-group.ts';
import { setDesired } from '../copy/set-desired.ts';
import { skerryJson, type SkerryCall } from '../tools/skerry.ts';
import { idOf } from './choose.ts';
import type { Live } from './live.ts';

const MODE = 0o644;

/** A stack on this machine: what a cloud's API does there is done to the file, or to the process. */
export class LocalLive implements Live {
  readonly pollMs = 500;
  readonly patienceMs = 0;
  readonly #stack: Stack;
  readonly #call: SkerryCall;

  constructor(stack: Stack, call: SkerryCall) {
    this.#stack = stack;
    this.#call = call;
  }

  async groups(): Promise<LiveGroupState[]> {
    return (await readLocal(this.#stack.stateFolder)).live;
  }

  async setDesired(group: string, desired: number, signal: AbortSignal): Promise<string> {
    const { file, name } = this.#stack;
    await writeAtomic(file, setDesired(await readFile(file, 'utf8'), group, desired), MODE);
    await skerryJson(['up', name, '--yes', '--no-wait'], { ...this.#call, signal });
    return 'by its stack file and `skerry up`';
  }

  async kill(group: string, id: string): Promise<string> {
    const found = (await this.groups()).find((each) => idOf(each) === group);
    const pid = found?.instances.find((instance) => instance.id === id)?.pid;
    if (pid === undefined) throw new Error(`${group} ${id} has no process`);
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!isErrno(error, 'ESRCH')) throw error;
    }
    return `SIGKILL to ${pid}`;
  }

  async leftovers(): Promise<string[]> {
    const { stateFolder } = this.#stack;
    if (!existsSync(stateFolder)) return [];
    const processes = processesIn(physical(stateFolder)).map(
      ({ pid, command }) => `process ${pid} (${command})`,
    );
    return [`folder ${stateFolder}`, ...processes];
  }

  async forget(): Promise<void> {
    await rm(stackLock(this.#stack.stateFolder), { force: true });
  }
}

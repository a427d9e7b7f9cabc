import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** An operation that goes wrong. */
export interface Fault {
  operation: 'create' | 'update' | 'delete';
  urn: string;
  /** `after`: the effect has taken place, and the answer is lost. */
  when: 'before' | 'after';
}

/**
 * Faults by which a test stops a run wherever it wants to: each operation that is named comes to its point, says so, and
 * waits. When all have, the test either kills the engine or lets them fail. So nothing depends on who is faster.
 */
export class Faults {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Of the next run: its plugins look here for what is to go wrong. */
  plan(faults: readonly Fault[]): void {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, 'faults.json'), JSON.stringify(faults));
  }

  /** Of a plugin. */
  enter(): void {
    writeFileSync(join(this.#folder, `plugin-${process.pid}`), '');
  }

  /** Plugins of the run: they outlive an engine that is killed. */
  plugins(): number[] {
    const names = readdirSync(this.#folder).filter((name) => name.startsWith('plugin-'));
    return names.map((name) => Number(name.slice('plugin-'.length)));
  }

  find(operation: string, urn: string): Fault | undefined {
    const faults = JSON.parse(readFileSync(join(this.#folder, 'faults.json'), 'utf8')) as Fault[];
    return faults.find((fault) => fault.operation === operation && fault.urn === urn);
  }

  /** Of a plugin: waits until the test lets it fail. Where the engine was killed, nobody waits for the answer. */
  async arrive(fault: Fault): Promise<never> {
    const engine = process.ppid;
    writeFileSync(this.#mark(fault), fault.urn);
    while (!existsSync(join(this.#folder, 'fail'))) {
      if (process.ppid !== engine) process.exit(1);
      await delay(20);
    }
    throw new Error(`the cloud gave no answer for ${fault.urn}`);
  }

  hasArrived(fault: Fault): boolean {
    return existsSync(this.#mark(fault));
  }

  /** Lets all that wait fail. */
  fail(): void {
    writeFileSync(join(this.#folder, 'fail'), '');
  }

  #mark({ urn }: Fault): string {
    return join(this.#folder, `at-${createHash('sha256').update(urn).digest('hex')}`);
  }
}

import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import {
  install,
  prune,
  releaseFolder,
  switchTo,
  sweepUnfinished,
  type InstallStep,
} from '../../release/installed.ts';
import type { Pointer } from '../../release/pointer.ts';
import type { ReadableStore } from '../../storage/store.ts';
import { advance } from './advance.ts';
import type { InstanceConfig } from './instance-config.ts';
import { boot } from './boot.ts';
import { remember } from './memory.ts';
import {
  initialState,
  type Effect,
  type Event,
  type ReleaseRef,
  type Settings,
  type State,
  type TimerName,
} from './state.ts';
import { statusOf, type AgentStatus } from './status.ts';
import { defaultTiming, jitter, type Timing } from './timing.ts';
import { watchBucket, watchHealth } from './watch.ts';
import { startWorkload, type WorkloadProcess } from './workload.ts';

export interface AgentOptions {
  config: InstanceConfig;
  /** Handed on to the workload. */
  configFile: string;
  store: ReadableStore;
  log: Logger;
  timing?: Timing;
  /** For tests that kill the agent there. */
  onStep?: (step: AgentStep) => void;
}

/**
 * A change of release after `named`, before `linked`: written down as the one to run, the old workload has ended, what is
 * to run is written down once more, for it may be another one by then.
 */
export type AgentStep = InstallStep | 'chosen' | 'stopped' | 'remembered';

/** Carries out what the state machine decides: processes, files, timers and the bucket. */
export class Agent {
  readonly #config: InstanceConfig;
  readonly #options: AgentOptions;
  readonly #settings: Settings;
  readonly #log: Logger;
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();
  readonly #ended = new AbortController();
  #state: State = initialState;
  #queue: Event[] = [];
  #busy = false;
  #workload: WorkloadProcess | undefined;
  #pointer: Pointer | undefined;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#config = options.config;
    this.#log = options.log;
    const timing = options.timing ?? defaultTiming;
    // Instances that went back together must not try again together, for none would serve meanwhile.
    const pardonBase = jitter(timing.pardonBase);
    this.#settings = { ...timing, pardonBase, drain: options.config.drainSeconds * 1000 };
  }

  get status(): AgentStatus {
    return statusOf(this.#config.id, this.#state);
  }

  /** Until `stop` was called and the workload has ended. */
  async run(): Promise<void> {
    await mkdir(this.#config.stateDir, { recursive: true });
    await mkdir(this.#workFolder, { recursive: true });
    await this.#attempt('sweeping', () => sweepUnfinished(this.#config.stateDir));
    this.#post({ type: 'booted', ...(await boot(this.#config.stateDir, this.#log)) });
    this.#watch();
    // Not until they return: a read of the bucket may hang for longer than an end may take.
    if (!this.#ended.signal.aborted) await once(this.#ended.signal, 'abort');
  }

  stop(): void {
    this.#post({ type: 'stop' });
  }

  #watch(): void {
    const watched = {
      config: this.#config,
      timing: this.#settings,
      state: () => this.#state,
      post: (event: Event) => this.#post(event),
      end: this.#ended.signal,
    };
    void watchHealth(watched);
    void watchBucket(watched, this.#options.store, this.#log, (pointer) => (this.#pointer = pointer));
  }

  get #workFolder(): string {
    return join(dirname(this.#options.configFile), 'work');
  }

  #post(event: Event): void {
    this.#queue.push(event);
    if (!this.#busy) void this.#drainQueue();
  }

  async #drainQueue(): Promise<void> {
    this.#busy = true;
    for (let event = this.#queue.shift(); event; event = this.#queue.shift()) {
      const before = this.#state;
      // Not the time of day, which may be set by hours while a workload starts: it would be taken for silent.
      const { state, effects } = advance(before, event, performance.now(), this.#settings);
      this.#state = state;
      const isNews = (['phase', 'releaseReason', 'junkReason'] as const).some(
        (name) => state[name] !== before[name],
      );
      if (isNews) {
        this.#log.info({ event: event.type, ...this.status }, state.phase);
      }
      for (const effect of effects) await this.#carryOut(effect);
    }
    this.#busy = false;
  }

  async #carryOut(effect: Effect): Promise<void> {
    switch (effect.do) {
      case 'install':
        void this.#install(effect.release);
        return;
      case 'choose':
        return this.#choose(effect.release);
      case 'switch':
        return this.#switch(effect.release);
      case 'start':
        return this.#start();
      case 'signal':
        this.#workload?.signal(effect.signal);
        return;
      case 'timer':
        this.#setTimer(effect.name, effect.ms);
        return;
      case 'cancel':
        clearTimeout(this.#timers.get(effect.name));
        return;
      case 'remember':
        return this.#attempt('remembering', () => remember(this.#config.stateDir, this.#state.memory));
      case 'prune':
        return this.#attempt('pruning releases', async () => {
          const gone = await prune(this.#config.stateDir, effect.keep);
          if (gone.length > 0) this.#log.info({ gone }, 'old releases deleted');
        });
      case 'end':
        for (const timer of this.#timers.values()) clearTimeout(timer);
        this.#ended.abort();
    }
  }

  async #install(release: ReleaseRef): Promise<void> {
    try {
      const pointer = this.#pointer;
      if (pointer?.epoch !== release.epoch) throw new Error('its pointer is no longer at hand');
      await install(this.#options.store, pointer, this.#config.stateDir, this.#onStep);
      this.#post({ type: 'installed', release });
    } catch (error) {
      this.#installFailed(release, error);
    }
  }

  async #choose(release: ReleaseRef): Promise<void> {
    try {
      await remember(this.#config.stateDir, this.#state.memory);
      this.#onStep('chosen');
      this.#post({ type: 'chosen', release });
    } catch (error) {
      this.#installFailed(release, error);
    }
  }

  #installFailed(release: ReleaseRef, error: unknown): void {
    this.#log.error({ err: error, release }, 'installation failed');
    this.#post({ type: 'install-failed', release, reason: (error as Error).message });
  }

  async #switch(release: ReleaseRef): Promise<void> {
    try {
      this.#onStep('stopped');
      await remember(this.#config.stateDir, this.#state.memory);
      this.#onStep('remembered');
      await switchTo(this.#config.stateDir, release.root, this.#onStep);
      this.#post({ type: 'switched', release });
    } catch (error) {
      this.#log.error({ err: error, release }, 'switching failed');
      this.#post({ type: 'switch-failed', release, reason: (error as Error).message });
    }
  }

  readonly #onStep = (step: AgentStep): void => {
    this.#log.info({ step }, 'release step');
    this.#options.onStep?.(step);
  };

  #start(): void {
    const { running } = this.#state;
    if (!running) return;
    const { stateDir, workload } = this.#config;
    // Not through `current`: what was decided for this start must hold while its modules load.
    const script = join(releaseFolder(stateDir, running.root), `${workload}.js`);
    const options = { cwd: this.#workFolder, configFile: this.#options.configFile };
    this.#workload = startWorkload(script, options, (how) => this.#post({ type: 'exited', how }));
    if (this.#workload.pid !== undefined) this.#post({ type: 'spawned', pid: this.#workload.pid });
  }

  #setTimer(name: TimerName, ms: number): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(
      name,
      setTimeout(() => this.#post({ type: 'timer', name }), ms),
    );
  }

  /** For steps whose failure must not take a running workload down. */
  async #attempt(what: string, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#log.error({ err: error }, `${what} failed`);
    }
  }
}

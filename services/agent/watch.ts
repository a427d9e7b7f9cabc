import type { Logger } from 'pino';
import { describeJunk, findNewest } from '../../release/newest.ts';
import type { Pointer } from '../../release/pointer.ts';
import type { ReadableStore } from '../../storage/store.ts';
import type { InstanceConfig } from './instance-config.ts';
import { pause } from '../pause.ts';
import type { Event, State } from './state.ts';
import { jitter, untilNextLook, type Timing } from './timing.ts';
import { probeHealth } from './workload.ts';

/** For whom the world is watched. */
export interface Watched {
  config: InstanceConfig;
  timing: Timing;
  state: () => State;
  post: (event: Event) => void;
  end: AbortSignal;
}

/** Looks for new releases until the end; `keep` gets each pointer before its event is posted. */
export async function watchBucket(
  { config, timing, state, post, end }: Watched,
  store: ReadableStore,
  log: Logger,
  keep: (pointer: Pointer) => void,
): Promise<void> {
  const { channel, publicKey, pollSeconds } = config.release;
  for (let misses = 0; !end.aborted;) {
    let failed = false;
    try {
      const { pointer, junk } = await findNewest(store, channel, [publicKey], state().memory.seen);
      if (pointer) keep(pointer);
      post(eventOf(channel, pointer, junk.length > 0 ? describeJunk(junk) : undefined));
    } catch (error) {
      failed = true;
      log.warn({ err: error }, 'the pointer could not be read');
      post({ type: 'pointer-failed', reason: (error as Error).message });
    }
    misses = failed || !state().running ? misses + 1 : 0;
    await pause(jitter(untilNextLook(misses, failed, pollSeconds * 1000, timing)), end);
  }
}

function eventOf(channel: string, pointer: Pointer | undefined, junk: string | undefined): Event {
  if (!pointer) {
    const reasons = [`channel ${channel} has no release yet`, junk];
    return { type: 'pointer-failed', reason: reasons.filter(Boolean).join('; ') };
  }
  const release = { epoch: pointer.epoch, root: pointer.root.id };
  return { type: 'pointer', release, ...(junk === undefined ? {} : { junk }) };
}

/** Asks the workload for its health until the end. */
export async function watchHealth({ config, timing, state, post, end }: Watched): Promise<void> {
  const { address, port } = config;
  while (!end.aborted) {
    const { pid } = state();
    if (pid !== undefined) {
      const health = await probeHealth(address, port, timing.healthTimeout);
      // An answer that outlived the process it was asked for says nothing about the next one.
      if (state().pid === pid) post({ type: 'health', ...health });
    }
    await pause(state().phase === 'healthy' ? timing.healthProven : timing.healthUnproven, end);
  }
}

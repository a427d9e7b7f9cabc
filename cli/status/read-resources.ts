import { operate } from '../engine/engine.ts';
import { ShownChanges } from '../engine/shown-changes.ts';
import { Failure } from '../failure.ts';
import { openEngineToRead, type Stack } from '../stack/open.ts';
import { resourceDrift } from './resource-drift.ts';
import type { StackStatus } from './stack-status.ts';

/**
 * Whatever a stack in the clouds has beside its groups (rules, listeners, deny lists, policies…), read from the cloud by
 * the engine and held against the stack file. Not against the engine's state: that takes drift in with every refresh.
 * Takes no lock and writes nothing. Who has no access to the state, or no key to it, still sees the groups, and is told
 * what was not looked at.
 */
export async function readResources(
  stack: Stack,
): Promise<Pick<StackStatus, 'resources' | 'notCompared' | 'unread'>> {
  const shown = new ShownChanges();
  try {
    const engine = await openEngineToRead(stack);
    const { succeeded } = await operate(engine, {
      command: 'preview',
      flags: ['--refresh'],
      quiet: true,
      onEvent: (event) => shown.take(event),
    });
    if (succeeded) return { resources: resourceDrift(shown.all) };
    return { unread: [{ region: `what ${stack.name} has beside its groups`, reason: 'why is told above' }] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { notCompared: error.message };
  }
}

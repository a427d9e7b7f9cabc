import { hookLimits } from '../catalog/lifecycle.ts';
import { below } from '../diagnostics/pointer.ts';
import type { GroupEntry } from '../site-index.ts';
import { seconds } from './duration.ts';
import type { Hook } from './lifecycle.ts';

/** Hooks that every group of ours has, completed by the agent of the instance. */
export const OWN_HOOKS = ['boot', 'drain'] as const;

/** Where a program brings its own software there is no agent to complete any. */
export function ownHooks({ workload }: Pick<GroupEntry, 'workload'>): readonly string[] {
  return workload === 'own' ? [] : OWN_HOOKS;
}

/** Time for a machine to start, fetch its release and answer its first health check. */
const BOOT = '10m';

/** Of the user's own hooks. */
const TIMEOUT = '10m';

/** All hooks of a group: its own ones first, then the user's in the order of the file. */
export function planHooks(group: GroupEntry, drainSeconds: number): Hook[] {
  return [...agentHooks(group, drainSeconds), ...userHooks(group)];
}

function agentHooks(group: GroupEntry, drainSeconds: number): Hook[] {
  if (ownHooks(group).length === 0) return [];
  const { pointer, region, value } = group;
  const written = value.hooks ?? {};
  const { boot } = written;
  const limits = region.platform === 'local' ? undefined : hookLimits.rows[region.platform].timeout;
  return [
    {
      name: 'boot',
      origin: boot ? below(pointer, 'hooks', 'boot') : pointer,
      completedBy: 'agent',
      on: 'launch',
      timeoutSeconds: seconds(boot?.timeout ?? BOOT),
      onTimeout: boot?.onTimeout ?? 'abandon',
    },
    {
      name: 'drain',
      origin: value.drain === undefined ? pointer : below(pointer, 'drain'),
      completedBy: 'agent',
      on: 'terminate',
      timeoutSeconds: limits ? Math.min(Math.max(drainSeconds, limits[0]), limits[1]) : drainSeconds,
      // It goes then, whether or not it has said so.
      onTimeout: 'continue',
    },
  ];
}

function userHooks(group: GroupEntry): Hook[] {
  return Object.entries(group.value.hooks ?? {})
    .filter(([name]) => !ownHooks(group).includes(name))
    .map(([name, hook]) => ({
      name,
      origin: below(group.pointer, 'hooks', name),
      completedBy: hook.topic === undefined ? 'instance' : 'topic',
      on: hook.on,
      timeoutSeconds: seconds(hook.timeout ?? TIMEOUT),
      onTimeout: hook.onTimeout ?? (hook.on === 'launch' ? 'abandon' : 'continue'),
      ...(hook.topic !== undefined && { topic: hook.topic }),
    }));
}

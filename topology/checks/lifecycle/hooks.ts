import { hookLimits } from '../../catalog/lifecycle.ts';
import { cite } from '../../catalog/table.ts';
import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below } from '../../diagnostics/pointer.ts';
import { either } from '../../diagnostics/show.ts';
import { seconds } from '../../plan/duration.ts';
import { ownHooks } from '../../plan/hooks.ts';
import type { Hook } from '../../schema/lifecycle.ts';
import type { GroupEntry, SiteIndex } from '../../site-index.ts';
import { rule, type Check } from '../check.ts';

export const hookChecks: Check[] = [
  rule({
    code: 'hook/reserved-name',
    summary: "hooks of one's own have other names than those of every group",
    why: 'Each group has the hooks boot and drain by itself. A second one of that name would take their place, and instances would take work before they are healthy, or go while they work.',
    allowed: 'Any other name; boot with another timeout alone.',
    fix: "Take another name, or the group's drain for the time of the drain hook.",
    *run({ index }) {
      for (const { group, name, hook, pointer } of hooks(index)) {
        if (!ownHooks(group).includes(name)) continue;
        if (name === 'drain') {
          yield {
            pointer,
            at: 'key',
            message: 'each group has a hook drain, whose time is the drain of the group',
            fix: `drain: ${hook.timeout ?? '15m'} in ${group.name}, or another name`,
          };
        } else if (name === 'boot' && hook.on !== 'launch') {
          yield {
            pointer: below(pointer, 'on'),
            message: 'the hook boot waits for new instances',
            fix: 'launch, or another name',
          };
        } else if (name === 'boot' && hook.topic !== undefined) {
          yield {
            pointer: below(pointer, 'topic'),
            at: 'key',
            message: 'the hook boot is completed by the agent of the instance, and nobody else is told',
            fix: 'leave topic out, or another name',
          };
        }
      }
    },
  }),
  rule({
    code: 'hook/timeout',
    summary: 'each hook waits as long as its platform lets it',
    why: 'The cloud refuses the hook, on AWS with the group it comes with.',
    allowed: 'Alibaba Cloud: 30 to 21600 seconds; AWS: 30 to 7200.',
    fix: 'Take a time within the range; who needs longer sends heartbeats.',
    tables: [hookLimits],
    *run({ index }) {
      for (const { group, hook, pointer } of hooks(index)) {
        const { platform } = group.region;
        if (platform === 'local' || hook.timeout === undefined) continue;
        const [least, most] = hookLimits.rows[platform].timeout;
        const time = seconds(hook.timeout);
        if (time >= least && time <= most) continue;
        yield {
          pointer: below(pointer, 'timeout'),
          message: `a hook on ${platform} can't wait for ${hook.timeout}`,
          allowed: `${least} to ${most} seconds (${cite(hookLimits)})`,
          fix: `${Math.min(Math.max(time, least), most)}s`,
        };
      }
    },
  }),
  rule({
    code: 'hook/result',
    summary: 'each hook ends as its platform lets it',
    why: 'The cloud has no such ending, or it has no meaning for new instances: the hook is refused.',
    allowed: 'continue or abandon; rollback on Alibaba Cloud, for leaving instances alone.',
    fix: 'abandon for new instances, continue for leaving ones.',
    tables: [hookLimits],
    *run({ index }) {
      for (const { group, hook, pointer } of hooks(index)) {
        const { platform } = group.region;
        if (platform === 'local' || hook.onTimeout === undefined) continue;
        const known = hookLimits.rows[platform].results;
        const launching = hook.onTimeout === 'rollback' && hook.on === 'launch';
        if (known.includes(hook.onTimeout) && !launching) continue;
        const allowed = known.filter((result) => !(launching && result === 'rollback'));
        yield {
          pointer: below(pointer, 'onTimeout'),
          message: launching
            ? 'rollback keeps a leaving instance, and this hook is of new ones'
            : `a hook on ${platform} has no ${hook.onTimeout}`,
          allowed: `${either(allowed)} (${cite(hookLimits)})`,
          fix: hook.on === 'launch' ? 'abandon' : 'continue',
        };
      }
    },
  }),
  rule({
    code: 'hook/drain-limit',
    summary: 'no instance drains for longer than its hook holds it',
    why: 'The cloud ends the hook at its own limit: clones and pushes that still run are cut off.',
    allowed: 'At most what a hook of the platform waits: 21600 seconds on Alibaba Cloud, 7200 on AWS.',
    fix: 'Drain for less.',
    tables: [hookLimits],
    *run({ index }) {
      for (const group of index.groups.values()) {
        const { name, pointer, region, value } = group;
        if (region.platform === 'local' || value.drain === undefined || ownHooks(group).length === 0)
          continue;
        const [, most] = hookLimits.rows[region.platform].timeout;
        if (seconds(value.drain) <= most) continue;
        yield {
          pointer: below(pointer, 'drain'),
          message: `${region.platform} ends instances of ${name} that drain for ${value.drain} before they are done`,
          allowed: `${most} seconds at most (${cite(hookLimits)})`,
          fix: `${most}s`,
        };
      }
    },
  }),
  rule({
    code: 'hook/too-many',
    summary: 'a group has no more hooks than its platform takes',
    why: 'The last hooks are refused after the first are made: instances then start without the step that the missing hook stands for.',
    allowed: 'Alibaba Cloud: 6 in a group; AWS: 50. The two of every group count.',
    fix: 'Do several things in one hook.',
    tables: [hookLimits],
    *run({ index }) {
      for (const group of index.groups.values()) {
        const { name, pointer, region, value } = group;
        if (region.platform === 'local') continue;
        const most = hookLimits.rows[region.platform].count;
        const own = ownHooks(group);
        const count = new Set([...own, ...Object.keys(value.hooks ?? {})]).size;
        if (count <= most) continue;
        yield {
          pointer: below(pointer, 'hooks'),
          at: 'key',
          message:
            `${name} has ${count} hooks` +
            (own.length > 0 ? ` with the two of every group, ${either(own).replace(' or ', ' and ')}` : ''),
          allowed: `${most} at most (${cite(hookLimits)})`,
          fix: `leave ${count - most} out`,
        };
      }
    },
  }),
];

export function* hooks({ groups }: SiteIndex): Generator<{
  group: GroupEntry;
  name: string;
  hook: Hook;
  pointer: Pointer;
}> {
  for (const group of groups.values()) {
    for (const [name, hook] of Object.entries(group.value.hooks ?? {})) {
      yield { group, name, hook, pointer: below(group.pointer, 'hooks', name) };
    }
  }
}
